import { randomUUID } from 'node:crypto';
import { toMailKey } from '@goen/case-domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const tell = (event: object, token = bench.context.mailEventsToken) =>
  bench.app.request('/internal/mail-events', {
    method: 'POST',
    body: JSON.stringify(event),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });

const reported = async () => {
  const response = await bench.post('/v1/rejections', aReport());
  return ((await response.json()) as { case_id: string }).case_id;
};
const eventOf = (caseId: string, kind: 'bounced' | 'complained', company = bench.hinode.id) => ({
  key: toMailKey(caseId, 1),
  company,
  messageId: randomUUID(),
  kind,
  occurredAt: '2026-11-24T02:30:00.000Z',
});
const facts = (caseId: string) =>
  bench.rows<{ kind: string }>("select kind from fact where case_id = ? and kind like 'mail.%'", [caseId]);

it.each(['bounced', 'complained'] as const)('a mail that %s is a fact once, and ends the case', async (kind) => {
  const caseId = await reported();
  const event = eventOf(caseId, kind);
  for (let times = 0; times < 2; times += 1) expect((await tell(event)).status).toBe(204);
  expect(await facts(caseId)).toEqual([{ kind: `mail.${kind}` }]);
  const nudges = await bench.rows("select 1 from outbox where case_id = ? and kind = 'nudge'", [caseId]);
  expect(nudges).toHaveLength(1);
  const view = (await (await bench.request(`/v1/cases/${caseId}`)).json()) as { next_step: string };
  expect(view.next_step).not.toContain('mail');
});

it('passes over a mail of no case, and of another company', async () => {
  const caseId = await reported();
  expect((await tell(eventOf(randomUUID(), 'bounced'))).status).toBe(204);
  expect((await tell({ ...eventOf(caseId, 'bounced'), key: 'test:1' })).status).toBe(204);
  expect((await tell(eventOf(caseId, 'bounced', bench.aoba.id))).status).toBe(204);
  expect(await facts(caseId)).toEqual([]);
});

it('wants the token of mail-service, and the shape', async () => {
  const event = eventOf(randomUUID(), 'bounced');
  expect((await tell(event, bench.hinode.key)).status).toBe(401);
  expect((await tell({ ...event, kind: 'delivered' })).status).toBe(422);
});
