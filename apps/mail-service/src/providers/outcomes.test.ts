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
const passing = (more: { mayBeSent: boolean; retryAfterMs?: number }): Expected => ({ kind: 'passing', ...more });
const refused: Expected = { kind: 'refused' };
const misconfigured: Expected = { kind: 'misconfigured' };
const refusedMail: Expected = { kind: 'done', outcomes: [{ kind: 'refused', code: expect.any(String) as string }] };
const accepted: Expected = { kind: 'done', outcomes: [{ kind: 'accepted', providerId: expect.any(String) as string }] };
const later = { 'retry-after': '7' };

describe('by HTTP', () => {
  it.each<[string, string, Step, Expected]>([
    ['resend', 'takes it', 'forward', accepted],
    ['resend', 'a bad mail', resendError(422, 'validation_error'), refused],
    ['resend', 'a wrong key', resendError(401, 'missing_api_key'), misconfigured],
    ['resend', 'a domain that is not verified', resendError(403, 'validation_error'), misconfigured],
    [
      'resend',
      'a rate',
      resendError(429, 'rate_limit_exceeded', later),
      passing({ mayBeSent: false, retryAfterMs: 7_000 }),
    ],
    ['resend', 'a fault', resendError(500, 'internal_server_error'), passing({ mayBeSent: true })],
    ['resend', 'no answer', 'lose answer', passing({ mayBeSent: true })],
    ['resend', 'silence', 'silence', passing({ mayBeSent: true })],
    ['sendgrid', 'takes it', 'forward', accepted],
    ['sendgrid', 'a bad mail', sendgridError(400), refused],
    ['sendgrid', 'a mail that is too large', sendgridError(413), refused],
    ['sendgrid', 'a wrong key', sendgridError(401), misconfigured],
    ['sendgrid', 'a sender that is not verified', sendgridError(403), misconfigured],
    ['sendgrid', 'a rate', sendgridError(429, later), passing({ mayBeSent: false, retryAfterMs: 7_000 })],
    ['sendgrid', 'a fault', sendgridError(503), passing({ mayBeSent: true })],
    ['sendgrid', 'no answer', 'lose answer', passing({ mayBeSent: true })],
    ['sendgrid', 'silence', 'silence', passing({ mayBeSent: true })],
    ['hubspot', 'takes it', 'forward', accepted],
    ['hubspot', 'knows the sendId', hubspotResult('IDEMPOTENT_IGNORE'), accepted],
    ['hubspot', 'a bad request', hubspotError(400), refused],
    ['hubspot', 'a bad address', hubspotResult('INVALID_TO_ADDRESS'), refusedMail],
    ['hubspot', 'an address that bounced', hubspotResult('PREVIOUSLY_BOUNCED'), refusedMail],
    ['hubspot', 'a wrong token', hubspotError(401), misconfigured],
    ['hubspot', 'a domain that is not set up', hubspotResult('UNCONFIGURED_SENDING_DOMAIN'), misconfigured],
    ['hubspot', 'a rate', hubspotError(429, later), passing({ mayBeSent: false, retryAfterMs: 7_000 })],
    ['hubspot', 'throttled', hubspotResult('THROTTLED'), passing({ mayBeSent: false })],
    ['hubspot', 'a fault', hubspotError(500), passing({ mayBeSent: true })],
    ['hubspot', 'no answer', 'lose answer', passing({ mayBeSent: true })],
    ['hubspot', 'silence', 'silence', passing({ mayBeSent: true })],
  ])('%s: %s', async (name, _what, step, expected) => {
    scripted.play(step);
    const outcome = await send(http.get(name) as MailProvider);
    expect(outcome).toMatchObject(expected);
    // Codes go to the log: no address among them.
    expect('code' in outcome ? outcome.code : 'none').toMatch(/^\w{1,64}$/);
    expect(scripted.seen).toHaveLength(1);
  });
});

describe('by SMTP', () => {
  const smtp = (url: string) => createSmtpProvider({ url, timeoutMs: 1_000, requestsPerSecond: 100 });

  it.each<[string, Parameters<MailFixture['plan']>[1], Expected]>([
    ['takes it', null, accepted],
    ['a mailbox that is not there', { refusedRecipients: ['taro@example.com'] }, refused],
    ['a mailbox that is busy', { deferredRecipients: ['taro@example.com'] }, passing({ mayBeSent: false })],
    ['too many messages', { tooManyRequests: 1 }, passing({ mayBeSent: false })],
    ['a fault', { serverErrors: 1 }, passing({ mayBeSent: false })],
    ['no answer', { lostAnswers: 1 }, passing({ mayBeSent: true })],
  ])('%s', async (_what, plan, expected) => {
    await fixture.plan('smtp', plan);
    const provider = smtp(fixture.env.SMTP_URL ?? '');
    expect(await send(provider)).toMatchObject(expected);
    provider.close?.();
  });

  it('a server that closes before it greets has surely taken nothing', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const provider = smtp(`smtp://127.0.0.1:${port}`);
    expect(await send(provider)).toMatchObject(passing({ mayBeSent: false }));
    await new Promise((closed) => server.close(closed));
    expect(await send(provider)).toMatchObject(passing({ mayBeSent: false }));
    provider.close?.();
  });
});
