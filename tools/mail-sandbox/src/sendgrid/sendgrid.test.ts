import sgClient from '@sendgrid/client';
import sgMail from '@sendgrid/mail';
import { describe, expect, it } from 'vitest';
import { startTestSandbox } from '../testing/test-sandbox.ts';

const mail = {
  from: { email: 'jobs@midori.example', name: '株式会社みどり' },
  to: 'taro@example.com',
  subject: '選考結果のご連絡',
  text: '髙橋様',
  html: '<p>髙橋様</p>',
};
const body = {
  personalizations: [{ to: [{ email: 'taro@example.com' }] }],
  from: { email: 'jobs@midori.example' },
  subject: 's',
  content: [{ type: 'text/plain', value: 't' }],
};
const createClient = (url: string) => {
  sgClient.setApiKey('SG.test');
  sgClient.setDefaultRequest('baseUrl', `${url}/`);
  sgMail.setClient(sgClient);
  return sgMail;
};

describe('POST /v3/mail/send', () => {
  it('stores what the vendor’s own client sends and returns its id', async () => {
    await using sandbox = await startTestSandbox();
    const [answer] = await createClient(sandbox.url).send({
      ...mail,
      replyTo: 'hr@midori.example',
      headers: { 'Auto-Submitted': 'auto-generated' },
      customArgs: { message_id: 'm-1' },
      categories: ['rejection'],
      trackingSettings: { clickTracking: { enable: false } },
      asm: { groupId: 7 },
    });
    expect([answer.statusCode, answer.headers]).toMatchObject([202, { 'x-message-id': expect.any(String) }]);
    expect(await sandbox.inbox()).toMatchObject([
      {
        provider: 'sendgrid',
        from: '"株式会社みどり" <jobs@midori.example>',
        to: ['taro@example.com'],
        reply_to: ['hr@midori.example'],
        html: mail.html,
        text: mail.text,
        headers: { 'Auto-Submitted': 'auto-generated' },
        custom_args: { message_id: 'm-1' },
        reference: 'm-1',
        tags: [
          { name: 'category', value: 'rejection' },
          { name: 'asm_group', value: '7' },
        ],
      },
    ]);
  });

  it('makes one mail per personalization, whose values win', async () => {
    await using sandbox = await startTestSandbox();
    const personalize = (email: string, n: string) => ({ to: [{ email }], subject: n, custom_args: { n } });
    const personalizations = [personalize('a@example.com', '1'), personalize('b@example.com', '2')];
    const answer = await sandbox.call('POST', '/v3/mail/send', {
      ...body,
      personalizations,
      custom_args: { n: '0', k: 'v' },
    });
    expect(answer.status).toBe(202);
    expect(await sandbox.inbox()).toMatchObject([
      { to: ['b@example.com'], subject: '2', custom_args: { n: '2', k: 'v' } },
      { to: ['a@example.com'], subject: '1', custom_args: { n: '1', k: 'v' } },
    ]);
  });

  it.each([
    ['personalizations', { personalizations: [] }],
    ['personalizations.0.to.0.email', { personalizations: [{ to: [{ email: 'nobody' }] }] }],
    ['personalizations.0.to', { personalizations: [{}] }],
    ['from.email', { from: undefined }],
    ['from.email', { from: { email: 'midori' } }],
    ['subject', { subject: undefined }],
    ['content', { content: undefined }],
    [
      'content',
      {
        content: [
          { type: 'text/html', value: 'h' },
          { type: 'text/plain', value: 't' },
        ],
      },
    ],
    ['content.0.value', { content: [{ type: 'text/plain', value: '' }] }],
    ['custom_args.n', { custom_args: { n: 1 } }],
    ['personalizations.0', { personalizations: [{ to: [{ email: 'a@b.example' }], cc: [{ email: 'A@b.example' }] }] }],
    ['headers.Subject', { headers: { Subject: 'x' } }],
  ])('rejects an invalid %s', async (field, change) => {
    await using sandbox = await startTestSandbox();
    const answer = await sandbox.call('POST', '/v3/mail/send', { ...body, ...change });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errors: [{ field, message: expect.any(String), help: null }] });
    expect(await sandbox.inbox()).toEqual([]);
  });

  it('validates and sends nothing in sandbox mode', async () => {
    await using sandbox = await startTestSandbox();
    const answer = await sandbox.call('POST', '/v3/mail/send', {
      ...body,
      mail_settings: { sandbox_mode: { enable: true } },
    });
    expect([answer.status, await sandbox.inbox()]).toEqual([200, []]);
  });

  it('enforces keys, the size limit and the rate limit', async () => {
    const now = new Date('2026-11-02T01:00:00Z');
    await using sandbox = await startTestSandbox({
      sendgrid: { apiKeys: ['key'], rateLimitPerMinute: 1 },
      now: () => now,
    });
    const withoutKey = await fetch(`${sandbox.url}/v3/mail/send`, { method: 'POST', body: JSON.stringify(body) });
    expect([withoutKey.status, await withoutKey.json()]).toMatchObject([
      401,
      { errors: [{ message: 'authorization required' }] },
    ]);
    const large = await sandbox.call('POST', '/v3/mail/send', 'x'.repeat(30 * 1024 * 1024 + 1));
    expect(large.status).toBe(413);
    expect((await sandbox.call('POST', '/v3/mail/send', body)).headers.get('x-ratelimit-remaining')).toBe('0');
    const second = await sandbox.call('POST', '/v3/mail/send', body);
    expect([second.status, second.headers.get('x-ratelimit-reset')]).toEqual([429, String(now.getTime() / 1000 + 60)]);
    now.setMinutes(1);
    expect((await sandbox.call('POST', '/v3/mail/send', body)).status).toBe(202);
  });
});

describe('GET /v3/messages', () => {
  it('finds a mail by the sender’s own id, also after a restart', async () => {
    await using sandbox = await startTestSandbox();
    const find = async (query: string) =>
      (await sandbox.call('GET', `/v3/messages?${new URLSearchParams({ query, limit: '10' }).toString()}`)).json();
    const sent = await sandbox.call('POST', '/v3/mail/send', { ...body, custom_args: { message_id: 'm-1' } });
    await sandbox.call('POST', '/v3/mail/send', { ...body, custom_args: { message_id: 'm-2' } });
    const expected = { messages: [{ to_email: 'taro@example.com', status: 'delivered', subject: 's' }] };
    expect(await find(`(unique_args['message_id']="m-1")`)).toMatchObject(expected);
    await sandbox.restart();
    expect(await find(`unique_args['message_id']="m-1" AND to_email="taro@example.com"`)).toMatchObject(expected);
    expect(await find(`msg_id LIKE "${sent.headers.get('x-message-id')}%"`)).toMatchObject(expected);
    expect(await find(`unique_args['message_id']="m-3"`)).toEqual({ messages: [] });
    const invalid = await sandbox.call('GET', `/v3/messages?query=${encodeURIComponent('select *')}`);
    expect(invalid.status).toBe(400);
  });
});

describe('the account', () => {
  it('lists, reads and removes global suppressions, and suppresses mail to them', async () => {
    await using sandbox = await startTestSandbox();
    const path = '/v3/asm/suppressions/global';
    const added = await sandbox.call('POST', path, { recipient_emails: ['Taro@example.com'] });
    expect([added.status, await added.json()]).toEqual([201, { recipient_emails: ['Taro@example.com'] }]);
    const read = async () => (await sandbox.call('GET', `${path}/taro@example.com`)).json();
    expect(await read()).toEqual({ recipient_email: 'taro@example.com' });
    expect(await (await sandbox.call('GET', '/v3/suppression/unsubscribes')).json()).toMatchObject([
      { email: 'taro@example.com' },
    ]);
    expect((await sandbox.call('POST', '/v3/mail/send', body)).status).toBe(202);
    expect(await sandbox.inbox()).toMatchObject([{ last_event: 'suppressed' }]);
    expect((await sandbox.call('DELETE', `${path}/taro@example.com`)).status).toBe(204);
    expect(await read()).toEqual({});
  });

  it('reports domain authentication and rejects mail from a domain without it', async () => {
    await using sandbox = await startTestSandbox({ domains: ['midori.example'] });
    const read = async () => (await sandbox.call('GET', '/v3/whitelabel/domains?domain=midori.example')).json();
    const records = (valid: boolean) => ({ mail_cname: { valid }, dkim1: { valid }, dkim2: { valid } });
    expect(await read()).toMatchObject([{ domain: 'midori.example', valid: true, dns: records(true) }]);
    await sandbox.call('POST', '/sandbox/domains', { provider: 'sendgrid', name: 'midori.example', status: 'failed' });
    expect(await read()).toMatchObject([{ valid: false, dns: records(false) }]);
    const rejected = await sandbox.call('POST', '/v3/mail/send', body);
    expect([rejected.status, await rejected.json()]).toMatchObject([403, { errors: [{ field: 'from' }] }]);
  });
});
