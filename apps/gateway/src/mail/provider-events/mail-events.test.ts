import { randomUUID } from 'node:crypto';
import { toMailKey } from '@goen/case-domain';
import type { MailEvent } from '@goen/contracts/internal';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const sendEvent = (event: object, token = gateway.context.mailEventsTokens[0]?.token) =>
  gateway.app.request('/internal/mail-events', {
    method: 'POST',
    body: JSON.stringify(event),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });

const reportCase = async () => {
  const response = await gateway.post('/v1/rejections', aReport());
  return ((await response.json()) as { case_id: string }).case_id;
};
const toEvent = (caseId: string, kind: MailEvent['kind'], company = gateway.hinode.id) => ({
  key: toMailKey(caseId, 1),
  company,
  messageId: randomUUID(),
  kind,
  mail: 'rejection_relay',
  occurredAt: '2026-11-24T02:30:00.000Z',
});
const readFacts = (caseId: string) =>
  gateway.rows<{ kind: string }>("select kind from fact where case_id = ? and kind like 'mail.%'", [caseId]);

it.each(['bounced', 'complained'] as const)('a mail that %s becomes one fact and ends the case', async (kind) => {
  const caseId = await reportCase();
  const event = toEvent(caseId, kind);
  for (let times = 0; times < 2; times += 1) expect((await sendEvent(event)).status).toBe(204);
  expect(await readFacts(caseId)).toEqual([{ kind: `mail.${kind}` }]);
  const nudges = await gateway.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [caseId]);
  expect(nudges).toHaveLength(1);
  const view = (await (await gateway.request(`/v1/cases/${caseId}`)).json()) as { next_step: string };
  expect(view.next_step).not.toContain('mail');
});

it.each(['delivered', 'failed', 'bounced', 'complained'] as const)('a mail that %s is one webhook', async (kind) => {
  await gateway.post('/v1/webhook-endpoints', { url: 'https://127.0.0.1/hook', types: [`message.${kind}`] });
  const caseId = await reportCase();
  const event = toEvent(caseId, kind);
  for (let times = 0; times < 2; times += 1) expect((await sendEvent(event)).status).toBe(204);
  const events = await gateway.rows<{ data: object }>('select data from webhook_event where type = ?', [
    `message.${kind}`,
  ]);
  expect(events).toEqual([
    {
      data: {
        message_id: event.messageId,
        mail: 'rejection_relay',
        case_id: caseId,
        candidate_id: expect.any(String) as unknown,
      },
    },
  ]);
});

it('ignores a mail without a case, or of another company', async () => {
  const caseId = await reportCase();
  expect((await sendEvent(toEvent(randomUUID(), 'bounced'))).status).toBe(204);
  expect((await sendEvent({ ...toEvent(caseId, 'bounced'), key: 'test:1' })).status).toBe(204);
  expect((await sendEvent(toEvent(caseId, 'bounced', gateway.aoba.id))).status).toBe(204);
  expect(await readFacts(caseId)).toEqual([]);
});

it('requires the token of mail-service and a valid event', async () => {
  const event = toEvent(randomUUID(), 'bounced');
  expect((await sendEvent(event, gateway.hinode.key)).status).toBe(401);
  expect((await sendEvent({ ...event, kind: 'opened' })).status).toBe(422);
});
