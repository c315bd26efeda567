import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resend } from 'resend';
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../index.ts';
import { startTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

const mail = {
  from: '"株式会社みどり" <jobs@midori.example>',
  to: 'taro@example.com',
  subject: '選考結果のご連絡',
  html: '<p>髙橋様</p>',
  text: '髙橋様',
};

let sandbox: TestSandbox;
const createClient = () => new Resend('re_test', { baseUrl: sandbox.url });
const start = async (options: Partial<SandboxOptions> = {}) => {
  sandbox = await startTestSandbox(options);
  return createClient();
};
afterEach(() => sandbox[Symbol.asyncDispose]());

describe('sending', () => {
  it('stores a mail and returns it', async () => {
    const resend = await start();
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const tags = [{ name: 'kind', value: 'rejection' }];
    const sent = await resend.emails.send({ ...mail, headers, tags, replyTo: 'hr@midori.example' });
    const stored = await resend.emails.get(sent.data?.id ?? '');
    expect(stored.data).toMatchObject({ ...mail, to: [mail.to], reply_to: ['hr@midori.example'], tags });
    expect(await sandbox.inbox()).toMatchObject([{ to: [mail.to], headers, tags, text: '髙橋様' }]);
  });

  it('accepts a batch and rejects more than 100 mails', async () => {
    const resend = await start();
    const batch = await resend.batch.send([mail, { ...mail, to: 'hana@example.com' }]);
    expect(batch.data?.data).toHaveLength(2);
    expect(await sandbox.inbox('?to=hana')).toHaveLength(1);
    const rejected = await resend.batch.send(Array.from({ length: 101 }, () => mail));
    expect(rejected.error).toMatchObject({ name: 'validation_error', statusCode: 422 });
    expect(await sandbox.inbox()).toHaveLength(2);
  });

  it('rejects a strict batch for one invalid row, and only the row in permissive mode', async () => {
    const resend = await start();
    const rows = [mail, { ...mail, to: 'nobody' }];
    expect((await resend.batch.send(rows)).error?.name).toBe('validation_error');
    const permissive = await resend.batch.send(rows, { batchValidation: 'permissive' });
    expect(permissive.data).toMatchObject({ data: [{}], errors: [{ index: 1 }] });
    expect(await sandbox.inbox()).toHaveLength(1);
  });

  it('pages the list by cursor', async () => {
    const resend = await start();
    for (const subject of ['1', '2', '3']) await resend.emails.send({ ...mail, subject });
    const first = await resend.emails.list({ limit: 2 });
    expect(first.data?.data.map(({ subject }) => subject)).toEqual(['3', '2']);
    expect(first.data?.has_more).toBe(true);
    const after = await resend.emails.list({ limit: 2, after: first.data?.data.at(-1)?.id ?? '' });
    expect(after.data?.data.map(({ subject }) => subject)).toEqual(['1']);
    expect(after.data?.has_more).toBe(false);
  });
});

describe('errors', () => {
  it.each([
    ['missing_required_field', 422, { ...mail, from: undefined }],
    ['missing_required_field', 422, { ...mail, html: undefined, text: undefined }],
    ['validation_error', 422, { ...mail, from: 'midori' }],
    ['validation_error', 422, { ...mail, from: 'みどり jobs@midori.example' }],
    ['validation_error', 422, { ...mail, tags: [{ name: 'kind', value: '不採用' }] }],
    ['validation_error', 422, { ...mail, to: Array.from({ length: 51 }, (_, n) => `a${n}@example.com`) }],
  ])('%s', async (name, statusCode, body) => {
    await start();
    const response = await fetch(`${sandbox.url}/emails`, {
      method: 'POST',
      headers: { authorization: 'Bearer re_test', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(statusCode);
    expect(await response.json()).toMatchObject({ name, statusCode, message: expect.any(String) });
    expect(await sandbox.inbox()).toEqual([]);
  });

  it('requires a known API key', async () => {
    await start({ apiKeys: ['re_good'] });
    const wrongKey = await new Resend('re_bad', { baseUrl: sandbox.url }).emails.send(mail);
    expect(wrongKey.error).toMatchObject({ name: 'invalid_api_key', statusCode: 403 });
    const withoutKey = await fetch(`${sandbox.url}/emails`);
    expect([withoutKey.status, await withoutKey.json()]).toMatchObject([401, { name: 'missing_api_key' }]);
    expect((await new Resend('re_good', { baseUrl: sandbox.url }).emails.send(mail)).error).toBeNull();
  });

  it('distinguishes an invalid id from an unknown id', async () => {
    const resend = await start();
    expect((await resend.emails.get('x')).error).toMatchObject({ name: 'invalid_parameter', statusCode: 422 });
    const unknown = await resend.emails.get('4ef9a417-02e9-4d39-ad75-9611e0fcc33c');
    expect(unknown.error).toMatchObject({ name: 'not_found', statusCode: 404 });
  });

  it('limits requests per second over all keys', async () => {
    const now = new Date('2026-11-02T01:00:00Z');
    await start({ rateLimitPerSecond: 2, now: () => now });
    const send = (key: string) => new Resend(key, { baseUrl: sandbox.url }).emails.send(mail);
    expect((await send('re_a')).headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '1' });
    await send('re_b');
    const third = await send('re_c');
    expect(third.error).toMatchObject({ name: 'rate_limit_exceeded', statusCode: 429 });
    expect(third.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-remaining': '0', 'ratelimit-reset': '1' });
    now.setSeconds(1);
    expect((await send('re_a')).error).toBeNull();
  });
});

describe('idempotency', () => {
  const idempotencyKey = 'case:mail:1';

  it('replays the answer for the same body and rejects another body', async () => {
    const resend = await start();
    const first = await resend.emails.send(mail, { idempotencyKey });
    expect((await resend.emails.send(mail, { idempotencyKey })).data).toEqual(first.data);
    const other = await resend.emails.send({ ...mail, subject: 'other' }, { idempotencyKey });
    expect(other.error).toMatchObject({ name: 'invalid_idempotent_request', statusCode: 409 });
    expect(await sandbox.inbox()).toHaveLength(1);
  });

  it('answers 409 while the first request is in progress', async () => {
    const entered = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const resend = await start({
      wrapMailStore: (store) => ({
        ...store,
        async append(mails, answer) {
          entered.resolve();
          await released.promise;
          return store.append(mails, answer);
        },
      }),
    });
    const first = resend.emails.send(mail, { idempotencyKey });
    await entered.promise;
    const second = await resend.emails.send(mail, { idempotencyKey });
    expect(second.error).toMatchObject({ name: 'concurrent_idempotent_requests', statusCode: 409 });
    released.resolve();
    const { data } = await first;
    expect((await resend.emails.send(mail, { idempotencyKey })).data).toEqual(data);
    expect(await sandbox.inbox()).toHaveLength(1);
  });

  it('rejects a key that is too long; one key covers a batch', async () => {
    const resend = await start();
    const tooLong = await resend.emails.send(mail, { idempotencyKey: 'k'.repeat(257) });
    expect(tooLong.error).toMatchObject({ name: 'invalid_idempotency_key', statusCode: 400 });
    const batch = await resend.batch.send([mail, mail], { idempotencyKey });
    expect((await resend.batch.send([mail, mail], { idempotencyKey })).data).toEqual(batch.data);
    expect(await sandbox.inbox()).toHaveLength(2);
  });

  it('forgets a key after exactly 24 hours', async () => {
    const now = new Date('2026-11-02T01:00:00Z');
    const resend = await start({ now: () => now });
    await resend.emails.send(mail, { idempotencyKey });
    now.setTime(Date.parse('2026-11-03T00:59:59.999Z'));
    await resend.emails.send(mail, { idempotencyKey });
    expect(await sandbox.inbox()).toHaveLength(1);
    now.setTime(Date.parse('2026-11-03T01:00:00Z'));
    await resend.emails.send(mail, { idempotencyKey });
    expect(await sandbox.inbox()).toHaveLength(2);
  });

  it('frees the key of a rejected request', async () => {
    const resend = await start();
    await resend.emails.send({ ...mail, to: 'nobody' }, { idempotencyKey });
    expect((await resend.emails.send(mail, { idempotencyKey })).error).toBeNull();
  });
});

it('keeps mails and idempotency keys across a restart, despite a torn last line', async () => {
  const resend = await start();
  const first = await resend.emails.send(mail, { idempotencyKey: 'k' });
  await sandbox.restart(() => {
    appendFileSync(join(sandbox.dataDir, 'journal.jsonl'), '{"type":"accepted","mails":[{"id":"');
  });
  const resendAfterRestart = createClient();
  expect((await resendAfterRestart.emails.send(mail, { idempotencyKey: 'k' })).data).toEqual(first.data);
  await resendAfterRestart.emails.send({ ...mail, subject: 'second' });
  await sandbox.restart();
  expect(await sandbox.inbox()).toMatchObject([{ subject: 'second' }, { subject: mail.subject, html: mail.html }]);
});
