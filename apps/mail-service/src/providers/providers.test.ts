import type { MailProviderName } from '@goen/contracts/public';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';
import { createSandboxProvider } from './sandbox/sandbox-provider.ts';

const providers = ['resend', 'sendgrid', 'hubspot', 'smtp'] as const;
const subject = '選考結果のご連絡【株式会社みどり】';

let fixture: MailFixture;
beforeAll(async () => {
  fixture = await startMailFixture();
});
afterAll(() => fixture.close());

const findMail = async (to: string) => {
  const [mail, ...more] = await fixture.inbox(to);
  if (!mail || more.length > 0) throw new Error('Expected exactly one mail.');
  return mail;
};

describe.each(providers)('%s', (provider) => {
  it('sends subject, both parts, names and the reply address', async () => {
    const to = `whole@${provider}.example.com`;
    expect(await fixture.send(messageTo(to, { provider }))).toMatchObject({ status: 'sent' });
    const mail = await findMail(to);
    expect(mail).toMatchObject({
      provider,
      subject,
      from: '"株式会社みどり" <saiyo@midori.example>',
      reply_to: ['hr@midori.example'],
    });
    expect(mail.to.join()).toContain(to);
    for (const part of [mail.html, mail.text]) expect(part).toMatch(/髙橋.*様/s);
    expect(mail.html).toContain('<html');
    expect(mail.text).not.toContain('<html');
    expect([mail.html, mail.text].filter((part) => part?.includes('https://goen.example/c/abc'))).toHaveLength(2);
    const [row] = await fixture.sql<{ id: string; batch_id: string; provider_id: string }>(
      'select m.* from message m where provider = ?',
      [provider],
    );
    // The sender's own id, which identifies duplicates.
    expect([row?.id, row?.batch_id, mail.message_id]).toContain(mail.reference);
    expect(row?.provider_id).toBeTruthy();
  });

  it('sends to a mailbox that needs quotes, in the form of RFC 5321', async () => {
    const domain = `${provider}.example.com`;
    expect(await fixture.send(messageTo(`keitai..1@${domain}`, { provider }))).toMatchObject({ status: 'sent' });
    expect(await fixture.inbox(`"keitai..1"@${domain}`)).toHaveLength(1);
    expect(await fixture.send(messageTo(`太郎@${domain}`, { provider }))).toMatchObject({
      status: 'skipped',
      reason: 'no_address',
    });
  });

  it('retries after a rate limit within the same request', async () => {
    const to = `limited@${provider}.example.com`;
    await fixture.plan(provider, { tooManyRequests: 1, times: 1 });
    const before = await fixture.stats(provider);
    expect(await fixture.send(messageTo(to, { provider }))).toMatchObject({ status: 'sent' });
    const after = await fixture.stats(provider);
    expect(after.rateLimited - before.rateLimited).toBe(1);
    expect(await fixture.inbox(to)).toHaveLength(1);
  });
});

it('a mail of a sandbox company is kept and leaves to nobody', async () => {
  const to = 'somebody@sandbox.example.com';
  expect(await fixture.send(messageTo(to, { provider: 'sandbox' }))).toMatchObject({ status: 'sent' });
  expect(await fixture.inbox(to)).toEqual([]);
});

it('a mail of a sandbox company goes to the local inbox, if there is one, once per key', async () => {
  const to = 'inbox@sandbox.example.com';
  const provider = createSandboxProvider({ inboxUrl: fixture.sandboxUrl(), timeoutMs: 10_000 });
  const mail = {
    from: 'a@midori.example',
    to,
    replyTo: null,
    subject,
    html: '<p>x</p>',
    text: 'x',
    headers: {},
    tags: [],
  };
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const sent = await provider.send([{ messageId: 'sandbox-1', mail }], 'sandbox-key');
    expect(sent).toMatchObject({ kind: 'done', outcomes: [{ kind: 'accepted' }] });
  }
  expect(await fixture.inbox(to)).toHaveLength(1);
});

it.each(['resend', 'sendgrid', 'smtp'] as const)('%s sends the headers of RFC 8058 and RFC 3834', async (provider) => {
  const to = `headers@${provider}.example.com`;
  await fixture.send(messageTo(to, { provider }));
  const { headers } = await findMail(to);
  expect(headers).toMatchObject({
    'List-Unsubscribe': '<https://goen.example/c/abc/unsubscribe>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Auto-Submitted': 'auto-generated',
  });
});

it('hubspot, which takes no headers, shows the unsubscribe link in both parts', async () => {
  const to = 'headers@hubspot.example.com';
  await fixture.send(messageTo(to, { provider: 'hubspot' }));
  const { html, text } = await findMail(to);
  for (const part of [html, text]) expect(part).toContain('https://goen.example/c/abc/unsubscribe');
});

describe('a sender domain', () => {
  const setDomain = (provider: MailProviderName, name: string, status: string) =>
    fetch(`${fixture.sandboxUrl()}/sandbox/domains`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider, name, status }),
    });
  const readState = async (provider: MailProviderName, name: string) =>
    ((await (await fixture.get(`/sender-domains/${provider}/${name}`)).json()) as { state: string }).state;
  /** Makes the last check look old. */
  const expireChecks = async () => {
    await fixture.sql("update sender_domain set checked_at = checked_at - interval '2 hours'");
    await fixture.restartService();
  };

  it.each([
    ['resend', 'pending', 'pending'],
    ['resend', 'failed', 'failed'],
    ['sendgrid', 'pending', 'pending'],
  ] as const)('%s: a mail waits while it is %s, and is sent once it is verified', async (provider, status, state) => {
    const name = `${status}.${provider}.example`;
    await setDomain(provider, name, status);
    expect(await readState(provider, name)).toBe(state);
    const request = messageTo(`waits-${status}@${provider}.example.com`, { provider });
    const from = { ...request, sender: { ...request.sender, fromAddress: `jobs@${name}` } };
    const waits = await fixture.post('/messages', from);
    expect([waits.status, await waits.json()]).toMatchObject([503, { code: 'sender_domain_unverified' }]);
    expect(Number(waits.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await fixture.inbox(request.to.email)).toEqual([]);
    await setDomain(provider, name, 'verified');
    await expireChecks();
    expect(await readState(provider, name)).toBe('verified');
    const { records } = (await (await fixture.get(`/sender-domains/${provider}/${name}`)).json()) as {
      records: { purpose: string; host: string; value: string; state: string }[];
    };
    expect(new Set(records.map(({ purpose }) => purpose))).toEqual(new Set(['spf', 'dkim', 'dmarc']));
    expect(records.every(({ host, value }) => host.endsWith(name) && value !== '')).toBe(true);
    expect(await fixture.send(from)).toMatchObject({ status: 'sent' });
  });

  it('resend: a domain that is no longer verified holds up only its own mails of a shared request', async () => {
    await fixture.restartService({ MAIL_BATCH_WINDOW_MS: '500' });
    const [good, lapsed, other] = ['midori.example', 'lapsed.example', 'aoba.example'] as const;
    await setDomain('resend', lapsed, 'verified');
    for (const name of [good, lapsed, other]) await readState('resend', name);
    await setDomain('resend', lapsed, 'failed');
    const requests = [good, lapsed, other, lapsed].map((name, nth) => {
      const request = messageTo(`shares${nth}@resend.example.com`);
      return { ...request, sender: { ...request.sender, fromAddress: `jobs@${name}` } };
    });
    const answers = await Promise.all(requests.map((request) => fixture.post('/messages', request)));
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200, 503]);
    expect(await readState('resend', lapsed)).toBe('failed');
    await setDomain('resend', lapsed, 'verified');
    await expireChecks();
    for (const request of requests) {
      expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
      expect(await fixture.inbox(request.to.email)).toHaveLength(1);
    }
  });

  it('hubspot reports it only with the send: the mail waits too', async () => {
    await setDomain('hubspot', 'pending.hubspot.example', 'pending');
    const request = messageTo('waits@hubspot.example.com', { provider: 'hubspot' });
    const from = { ...request, sender: { ...request.sender, fromAddress: 'jobs@pending.hubspot.example' } };
    expect((await fixture.post('/messages', from)).status).toBe(503);
    await setDomain('hubspot', 'pending.hubspot.example', 'verified');
    expect(await fixture.send(from)).toMatchObject({ status: 'sent' });
  });
});
