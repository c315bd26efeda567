import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailFixture, startMailFixture } from '../testing/mail-fixture.ts';
import { resendError, type Step, startScriptedProvider } from '../testing/scripted-provider.ts';
import { createHubspotProvider } from './hubspot/hubspot-provider.ts';
import type { MailProvider, OutgoingMail, SendOutcome } from './provider.ts';
import { createResendProvider } from './resend/resend-provider.ts';
import { createSendgridProvider } from './sendgrid/sendgrid-provider.ts';
import { createSmtpProvider } from './smtp/smtp-provider.ts';

let fixture: MailFixture;
let scripted: Awaited<ReturnType<typeof startScriptedProvider>>;
const http = new Map<string, MailProvider>();
beforeAll(async () => {
  fixture = await startMailFixture();
  scripted = await startScriptedProvider(fixture.sandboxUrl());
  const settings = { baseUrl: scripted.url, timeoutMs: 1_000, requestsPerSecond: 100 };
  http.set('resend', createResendProvider({ apiKey: 're_test', ...settings }));
  http.set('sendgrid', createSendgridProvider({ apiKey: 'SG.test', ...settings }));
  http.set('hubspot', createHubspotProvider({ accessToken: 'pat', emailId: 4025, ...settings }));
});
afterAll(async () => {
  await scripted.close();
  await fixture.close();
});

const outgoing = (to = 'taro@example.com'): OutgoingMail => ({
  messageId: crypto.randomUUID(),
  mail: {
    from: '"みどり" <saiyo@midori.example>',
    to,
    replyTo: null,
    subject: '選考結果',
    html: '<p>髙橋様</p>',
    text: '髙橋様',
    headers: {},
    tags: [],
  },
});
const send = (provider: MailProvider, to?: string) => provider.send([outgoing(to)], crypto.randomUUID());

const sendgridError = (status: number, headers: Record<string, string> = {}): Step => ({
  status,
  headers,
  body: { errors: [{ message: 'A message that names taro@example.com.', field: null }] },
});
const hubspotError = (status: number, headers: Record<string, string> = {}): Step => ({
  status,
  headers,
  body: { status: 'error', category: 'VALIDATION_ERROR', message: 'taro@example.com', correlationId: 'c' },
});
const hubspotResult = (sendResult: string): Step => ({
  status: 200,
  body: { statusId: 's-1', sendResult, status: 'COMPLETE', requestedAt: new Date().toISOString() },
});

type Expected = Partial<SendOutcome> & { kind: SendOutcome['kind'] };
const transient = (more: { mayBeSent: boolean; retryAfterMs?: number }): Expected => ({ kind: 'transient', ...more });
const refused: Expected = { kind: 'refused' };
const misconfigured: Expected = { kind: 'misconfigured' };
const refusedMail: Expected = { kind: 'done', outcomes: [{ kind: 'refused', code: expect.any(String) as string }] };
const accepted: Expected = { kind: 'done', outcomes: [{ kind: 'accepted', providerId: expect.any(String) as string }] };
const retryAfter = { 'retry-after': '7' };

describe('HTTP', () => {
  it.each<[string, string, Step, Expected]>([
    ['resend', 'accepts it', 'forward', accepted],
    ['resend', 'an invalid mail', resendError(422, 'validation_error'), refused],
    ['resend', 'a wrong key', resendError(401, 'missing_api_key'), misconfigured],
    ['resend', 'a domain that is not verified', resendError(403, 'validation_error'), misconfigured],
    [
      'resend',
      'a rate limit',
      resendError(429, 'rate_limit_exceeded', retryAfter),
      transient({ mayBeSent: false, retryAfterMs: 7_000 }),
    ],
    ['resend', 'a server error', resendError(500, 'internal_server_error'), transient({ mayBeSent: true })],
    ['resend', 'no answer', 'lose answer', transient({ mayBeSent: true })],
    ['resend', 'silence', 'silence', transient({ mayBeSent: true })],
    ['sendgrid', 'accepts it', 'forward', accepted],
    ['sendgrid', 'an invalid mail', sendgridError(400), refused],
    ['sendgrid', 'a mail that is too large', sendgridError(413), refused],
    ['sendgrid', 'a wrong key', sendgridError(401), misconfigured],
    ['sendgrid', 'a sender that is not verified', sendgridError(403), misconfigured],
    ['sendgrid', 'a rate limit', sendgridError(429, retryAfter), transient({ mayBeSent: false, retryAfterMs: 7_000 })],
    ['sendgrid', 'a server error', sendgridError(503), transient({ mayBeSent: true })],
    ['sendgrid', 'no answer', 'lose answer', transient({ mayBeSent: true })],
    ['sendgrid', 'silence', 'silence', transient({ mayBeSent: true })],
    ['hubspot', 'accepts it', 'forward', accepted],
    ['hubspot', 'already knows the sendId', hubspotResult('IDEMPOTENT_IGNORE'), accepted],
    ['hubspot', 'a bad request', hubspotError(400), refused],
    ['hubspot', 'a bad address', hubspotResult('INVALID_TO_ADDRESS'), refusedMail],
    ['hubspot', 'an address that bounced', hubspotResult('PREVIOUSLY_BOUNCED'), refusedMail],
    ['hubspot', 'a wrong token', hubspotError(401), misconfigured],
    ['hubspot', 'a domain that is not set up', hubspotResult('UNCONFIGURED_SENDING_DOMAIN'), misconfigured],
    ['hubspot', 'a rate limit', hubspotError(429, retryAfter), transient({ mayBeSent: false, retryAfterMs: 7_000 })],
    ['hubspot', 'throttled', hubspotResult('THROTTLED'), transient({ mayBeSent: false })],
    ['hubspot', 'a server error', hubspotError(500), transient({ mayBeSent: true })],
    ['hubspot', 'no answer', 'lose answer', transient({ mayBeSent: true })],
    ['hubspot', 'silence', 'silence', transient({ mayBeSent: true })],
  ])('%s: %s', async (name, _what, step, expected) => {
    scripted.play(step);
    const outcome = await send(http.get(name) as MailProvider);
    expect(outcome).toMatchObject(expected);
    // Codes are logged: they must not contain addresses.
    expect('code' in outcome ? outcome.code : 'none').toMatch(/^\w{1,64}$/);
    expect(scripted.seen).toHaveLength(1);
  });
});

describe('SMTP', () => {
  const smtp = (url: string) => createSmtpProvider({ url, timeoutMs: 1_000, requestsPerSecond: 100 });

  it.each<[string, Parameters<MailFixture['plan']>[1], Expected]>([
    ['accepts it', null, accepted],
    ['an unknown mailbox', { refusedRecipients: ['taro@example.com'] }, refused],
    ['a mailbox that is busy', { deferredRecipients: ['taro@example.com'] }, transient({ mayBeSent: false })],
    ['too many messages', { tooManyRequests: 1 }, transient({ mayBeSent: false })],
    ['a server error', { serverErrors: 1 }, transient({ mayBeSent: false })],
    ['no answer', { lostAnswers: 1 }, transient({ mayBeSent: true })],
  ])('%s', async (_what, plan, expected) => {
    await fixture.plan('smtp', plan);
    const provider = smtp(fixture.env.SMTP_URL ?? '');
    expect(await send(provider)).toMatchObject(expected);
    provider.close?.();
  });

  it('a server that closes before its greeting has certainly accepted nothing', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const provider = smtp(`smtp://127.0.0.1:${port}`);
    expect(await send(provider)).toMatchObject(transient({ mayBeSent: false }));
    await new Promise((closed) => server.close(closed));
    expect(await send(provider)).toMatchObject(transient({ mayBeSent: false }));
    provider.close?.();
  });
});
