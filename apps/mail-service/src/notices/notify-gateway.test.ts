import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { mailEvent } from '@goen/contracts/internal';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type MailFixture, messageTo, resendSecret, startMailFixture } from '../testing/mail-fixture.ts';
import { createHookSigner, createSendgridKeys } from '../testing/signed-hooks.ts';

const sendgrid = createSendgridKeys().privateKey;
const signed = createHookSigner({ resend: resendSecret, sendgrid, hubspot: '', hubspotUrl: '' });
const token = 'a-token-of-the-gateway';
let fixture: MailFixture;
let status = 204;
const received: { authorization: string | undefined; event: unknown }[] = [];
const receive = async (request: IncomingMessage, response: ServerResponse) => {
  received.push({ authorization: request.headers.authorization, event: await json(request) });
  response.writeHead(status).end();
};
const gateway = createServer((request, response) => void receive(request, response));
beforeAll(async () => {
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  fixture = await startMailFixture();
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/internal/mail-events`;
  await fixture.restartService({ MAIL_EVENTS_URL: url, MAIL_EVENTS_TOKEN: token });
});
afterAll(async () => {
  await fixture.close();
  gateway.close();
});

const bounce = async (messageId: string, id: string) => {
  const data = { tags: { message_id: messageId }, bounce: { type: 'Permanent' } };
  const body = { type: 'email.bounced', created_at: '2026-11-24T02:30:00.000Z', data };
  const { path, body: text, headers } = signed.resend(id, body);
  expect((await fetch(fixture.hooksUrl() + path, { method: 'POST', body: text, headers })).status).toBe(200);
};
const readNotices = (messageId: string) =>
  fixture.sql<{ attempts: number; told_at: Date | null }>(
    'select attempts, told_at from case_notice where message_id = ?',
    [messageId],
  );

it('notifies the gateway of a bounce until it accepts the notice, and then no more', async () => {
  status = 503;
  const request = messageTo('bounces@example.com');
  const { id } = await fixture.send(request);
  await bounce(id, 'evt-1');
  await vi.waitFor(async () => expect((await readNotices(id))[0]?.attempts).toBeGreaterThan(1), { timeout: 60_000 });
  expect(fixture.logs.join('')).toContain('Failed to notify the gateway');
  status = 204;
  await fixture.sql('update case_notice set next_try_at = now() where next_try_at is not null');
  await vi.waitFor(async () => expect((await readNotices(id))[0]?.told_at).not.toBeNull(), { timeout: 60_000 });
  const attempts = received.length;
  await bounce(id, 'evt-2');
  const other = await fixture.send(messageTo('other@example.com'));
  await bounce(other.id, 'evt-3');
  await vi.waitFor(async () => expect((await readNotices(other.id))[0]?.told_at).not.toBeNull(), { timeout: 60_000 });
  expect(received).toHaveLength(attempts + 1);
  expect(new Set(received.map(({ authorization }) => authorization))).toEqual(new Set([`Bearer ${token}`]));
  expect(mailEvent.parse(received[0]?.event)).toEqual({
    key: request.key,
    company: request.company,
    messageId: id,
    kind: 'bounced',
    mail: request.kind,
    occurredAt: '2026-11-24T02:30:00.000Z',
  });
});

it('notifies the gateway of a delivery, which stops no mail', async () => {
  const { id } = await fixture.send(messageTo('delivered@example.com'));
  const data = { tags: { message_id: id } };
  const { path, body, headers } = signed.resend('evt-4', {
    type: 'email.delivered',
    created_at: '2026-11-24T02:30:00.000Z',
    data,
  });
  expect((await fetch(fixture.hooksUrl() + path, { method: 'POST', body, headers })).status).toBe(200);
  await vi.waitFor(async () => expect((await readNotices(id))[0]?.told_at).not.toBeNull(), { timeout: 60_000 });
  expect(mailEvent.parse(received.at(-1)?.event)).toMatchObject({ messageId: id, kind: 'delivered' });
  expect(await fixture.send(messageTo('delivered@example.com', { kind: 'rejection' }))).toMatchObject({
    status: 'sent',
  });
});
