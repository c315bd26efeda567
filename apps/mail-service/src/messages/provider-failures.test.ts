import { personHash } from '@goen/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { companyA, companyB, type MailFixture, messageTo, startMailFixture } from '../testing/mail-fixture.ts';
import { resendError, startScriptedProvider } from '../testing/scripted-provider.ts';

let fixture: MailFixture;
let provider: Awaited<ReturnType<typeof startScriptedProvider>>;
beforeAll(async () => {
  fixture = await startMailFixture();
  provider = await startScriptedProvider(fixture.env.RESEND_BASE_URL ?? '');
  await fixture.restartService({ RESEND_BASE_URL: provider.url, MAIL_PROVIDER_TIMEOUT_MS: '800' });
});
afterAll(async () => {
  await provider.close();
  await fixture.close();
});
beforeEach(async () => {
  // A used-up quota holds all mails back for an hour.
  await fixture.sql('delete from rate_limit');
  provider.play();
  fixture.logs.length = 0;
});

const down = () => provider.play(...Array.from({ length: 4 }, () => resendError(500, 'internal_server_error')));
/** The provider surely takes nothing. */
const limited = () => provider.play(resendError(403, 'validation_error'));
/** Queues a mail by a request that ends with 503. */
const queue = async (request: ReturnType<typeof messageTo>) => {
  const response = await fixture.post('/messages', request);
  expect(response.status).toBe(503);
  return response;
};
/** As if the try had been made long before now. */
const ageTry = async (key: string, hours = 26) => {
  const span = `${hours} hours`;
  await fixture.sql('update message set maybe_sent_since = maybe_sent_since - ?::interval where key = ?', [span, key]);
  await fixture.sql(
    'update send_batch b set created_at = b.created_at - ?::interval from message m where m.batch_id = b.id and key = ?',
    [span, key],
  );
};
const rowOf = async (key: string) =>
  (await fixture.sql<Record<string, unknown>>('select * from message where key = ?', [key]))[0];

describe('within one request', () => {
  it.each([
    ['rate limits', [resendError(429, 'rate_limit_exceeded', { 'retry-after': '0' })]],
    ['server errors', [resendError(500, 'internal_server_error'), { status: 502 }]],
    ['a request with the key that still runs', [resendError(409, 'concurrent_idempotent_requests')]],
    ['silence', ['silence']],
    ['an answer lost on its way', ['lose answer']],
  ] as const)('survives %s', async (name, steps) => {
    provider.play(...steps);
    const request = messageTo(`${name.replaceAll(' ', '-')}@example.com`);
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
    expect(new Set(provider.seen.map((seen) => seen.key)).size).toBe(1);
    expect(new Set(provider.seen.map((seen) => seen.body)).size).toBe(1);
    expect(provider.seen).toHaveLength(steps.length + 1);
  });

  it.each([
    [422, 'validation_error'],
    [409, 'invalid_idempotent_request'],
  ])('gives up for good on %i %s, and logs its code only', async (status, name) => {
    provider.play(resendError(status, name));
    const request = messageTo(`${name}-${status}@example.com`);
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'refused_by_provider' });
    expect(provider.seen).toHaveLength(1);
    expect(fixture.logs.join('')).toContain(name);
    expect(fixture.logs.join('')).not.toContain('@example.com');
    const again = messageTo(request.to.email, { company: companyB });
    expect(await fixture.send(again)).toMatchObject({ status: 'sent' });
  });

  it.each([
    [401, 'missing_api_key'],
    [403, 'invalid_api_key'],
    [403, 'validation_error'],
  ])('takes %i %s for our fault: the mail waits', async (status, name) => {
    provider.play(resendError(status, name));
    const request = messageTo(`${name}@example.com`);
    const response = await queue(request);
    expect([response.headers.get('retry-after'), await response.json()]).toMatchObject(['60', { code: 'unavailable' }]);
    expect(provider.seen).toHaveLength(1);
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
  });

  it('does not wait for a used-up quota', async () => {
    provider.play(resendError(429, 'daily_quota_exceeded', { 'retry-after': '1' }));
    const response = await queue(messageTo('quota@example.com'));
    expect(response.headers.get('retry-after')).toBe('3600');
    expect(provider.seen).toHaveLength(1);
  });
});

describe('over several requests', () => {
  it('sends the persisted bytes, whatever is asked later', async () => {
    down();
    const request = messageTo('later@example.com');
    await queue(request);
    const first = provider.seen[0]?.body;
    provider.play();
    const renamed = { ...request, to: { ...request.to, familyName: '鈴木' } };
    expect(await fixture.send(renamed)).toMatchObject({ status: 'sent' });
    expect(provider.seen.map((seen) => seen.body)).toEqual([first]);
    expect((await fixture.inbox(request.to.email))[0]?.text).toContain('髙橋様');
  });

  it('decides a mail anew that surely did not leave: its words, address and kind', async () => {
    limited();
    const request = messageTo('before@example.com');
    await queue(request);
    const changed = {
      ...request,
      kind: 'rejection' as const,
      to: { email: 'after@example.com', familyName: '鈴木', fullName: null },
      rejectionIds: [companyB],
    };
    expect(await fixture.send(changed)).toMatchObject({ kind: 'rejection', rejectionIds: [companyB] });
    expect((await fixture.inbox('after@example.com'))[0]?.text).toContain('鈴木様');
    expect(await fixture.inbox('before@example.com')).toEqual([]);
  });

  it('skips a mail that surely did not leave when it may not be sent any more', async () => {
    limited();
    const request = messageTo('no-basis@example.com');
    await queue(request);
    expect(await fixture.send({ ...request, basis: null })).toMatchObject({ status: 'skipped', reason: 'no_basis' });
    expect(await fixture.inbox(request.to.email)).toEqual([]);
  });

  it('neither repeats nor gives up what may be out, once its person refused', async () => {
    down();
    const request = messageTo('refused-meanwhile@example.com');
    await queue(request);
    const { email } = request.to;
    await fixture.post('/suppressions', { company: companyA, email, scope: 'all', reason: 'complained' });
    provider.play();
    await queue(request);
    expect(provider.seen.filter((seen) => seen.key !== undefined)).toEqual([]);
    await ageTry(request.key, 1);
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('looks up what may be out before it believes a refusal of the repeat', async () => {
    provider.play('lose answer', resendError(422, 'validation_error'));
    const request = messageTo('repeat-refused@example.com');
    await queue(request);
    await ageTry(request.key, 1);
    provider.play(resendError(422, 'validation_error'));
    await queue(request);
    await ageTry(request.key, 24);
    provider.play();
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
  });

  it('a mail that was erased while it may be out keeps its day, and may yet turn out to be sent', async () => {
    const request = messageTo('erased-underway@example.com');
    provider.play('lose answer', 'silence', 'silence', 'silence');
    await queue(request);
    const { id } = (await rowOf(request.key)) as { id: string };
    const hash = personHash(request.to.email, fixture.env.PERSON_HASH_KEY ?? '');
    await fixture.post('/erasures', { company: companyA, personHashes: [hash] });
    provider.play();
    const second = messageTo(request.to.email, { company: companyB });
    expect(await fixture.send(second)).toMatchObject({ status: 'skipped', reason: 'daily_limit' });
    await fixture.sql("update message set state = 'sent', sent_at = now(), skip_reason = null where id = ?", [id]);
    expect(await rowOf(request.key)).toMatchObject({ state: 'sent' });
  });

  it('does not send what was suppressed meanwhile', async () => {
    limited();
    const request = messageTo('meanwhile@example.com');
    await queue(request);
    await fixture.post('/suppressions', {
      company: companyA,
      email: request.to.email,
      scope: 'all',
      reason: 'complained',
    });
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('does not send what was erased meanwhile', async () => {
    limited();
    const request = messageTo('erased@example.com');
    await queue(request);
    const hash = personHash(request.to.email, fixture.env.PERSON_HASH_KEY ?? '');
    await fixture.post('/erasures', { company: companyA, personHashes: [hash] });
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'no_address' });
  });

  it('counts a regulated mail on the day it comes again, if that day is free', async () => {
    limited();
    const moved = messageTo('moved@example.com');
    await queue(moved);
    expect(await fixture.send({ ...moved, date: '2026-11-25' })).toMatchObject({ status: 'sent', date: '2026-11-25' });

    limited();
    const late = messageTo('moved@example.com');
    await queue(late);
    expect(await fixture.send({ ...late, date: '2026-11-25' })).toMatchObject({
      status: 'skipped',
      reason: 'daily_limit',
    });
  });
});

describe('a try without an answer, older than the provider remembers its key', () => {
  const lost = async (email: string) => {
    const request = messageTo(email);
    provider.play('lose answer', 'silence', 'silence', 'silence');
    await queue(request);
    await ageTry(request.key);
    return request;
  };

  it('is found at the provider', async () => {
    const request = await lost('found@example.com');
    // The sandbox wrote the mail just now, the aged try is a day older: the walk back must pass over newer mails.
    await fixture.send(messageTo('newer@example.com'));
    provider.play();
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(provider.seen.filter((seen) => seen.key !== undefined)).toEqual([]);
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
    expect(await rowOf(request.key)).toMatchObject({ provider_id: (await fixture.inbox(request.to.email))[0]?.id });
  });

  it('is sent when the provider does not have it', async () => {
    const request = messageTo('absent@example.com');
    down();
    await queue(request);
    await ageTry(request.key);
    provider.play();
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
  });

  it('is given up when the provider cannot tell', async () => {
    const request = await lost('unknown@example.com');
    provider.play({ status: 403, body: { statusCode: 401, name: 'restricted_api_key', message: 'Sending only.' } });
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'unconfirmed' });
    expect(fixture.logs.join('')).toContain('a mail may have been sent, nobody can tell');
  });
});
