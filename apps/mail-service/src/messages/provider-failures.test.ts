import { personHash } from '@goen/service-kit';
import { collectGauges } from '@goen/service-kit/telemetry';
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
  // A used-up quota pauses all mails for an hour.
  await fixture.sql('delete from rate_limit');
  provider.play();
  fixture.logs.length = 0;
});

const failAttempts = () => provider.play(...Array.from({ length: 4 }, () => resendError(500, 'internal_server_error')));
/** The provider certainly accepts nothing. */
const refuseSender = () => provider.play(resendError(403, 'validation_error'));
/** Queues a mail with a request that ends with 503. */
const queue = async (request: ReturnType<typeof messageTo>) => {
  const response = await fixture.post('/messages', request);
  expect(response.status).toBe(503);
  return response;
};
/** Backdates the attempt. */
const ageAttempt = async (key: string, hours = 26) => {
  const span = `${hours} hours`;
  await fixture.sql('update message set maybe_sent_since = maybe_sent_since - ?::interval where key = ?', [span, key]);
  await fixture.sql(
    'update send_batch b set created_at = b.created_at - ?::interval from message m where m.batch_id = b.id and key = ?',
    [span, key],
  );
};
const readRow = async (key: string) =>
  (await fixture.sql<Record<string, unknown>>('select * from message where key = ?', [key]))[0];

describe('within one request', () => {
  it.each([
    ['rate limits', [resendError(429, 'rate_limit_exceeded', { 'retry-after': '0' })]],
    ['server errors', [resendError(500, 'internal_server_error'), { status: 502 }]],
    ['a concurrent request with the same key', [resendError(409, 'concurrent_idempotent_requests')]],
    ['silence', ['silence']],
    ['a lost answer', ['lose answer']],
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
  ])('gives up on %i %s and logs only its code', async (status, name) => {
    provider.play(resendError(status, name));
    const request = messageTo(`${name}-${status}@example.com`);
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'refused_by_provider' });
    expect(provider.seen).toHaveLength(1);
    expect(await readRow(request.key)).toMatchObject({ failure: name });
    expect(fixture.logs.join('')).toContain(name);
    expect(fixture.logs.join('')).not.toContain('@example.com');
    const again = messageTo(request.to.email, { company: companyB });
    expect(await fixture.send(again)).toMatchObject({ status: 'sent' });
  });

  it.each([
    [401, 'missing_api_key'],
    [403, 'invalid_api_key'],
    [403, 'validation_error'],
  ])('treats %i %s as our fault: the mail waits', async (status, name) => {
    provider.play(resendError(status, name));
    const request = messageTo(`${name}@example.com`);
    const response = await queue(request);
    expect([response.headers.get('retry-after'), await response.json()]).toMatchObject(['60', { code: 'unavailable' }]);
    expect(provider.seen).toHaveLength(1);
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
  });

  it('does not retry a used-up quota', async () => {
    provider.play(resendError(429, 'daily_quota_exceeded', { 'retry-after': '1' }));
    const response = await queue(messageTo('quota@example.com'));
    expect(response.headers.get('retry-after')).toBe('3600');
    expect(provider.seen).toHaveLength(1);
  });
});

describe('over several requests', () => {
  it('sends the stored bytes, whatever a later request says', async () => {
    failAttempts();
    const request = messageTo('later@example.com');
    await queue(request);
    const first = provider.seen[0]?.body;
    provider.play();
    const renamed = { ...request, to: { ...request.to, familyName: '鈴木' } };
    expect(await fixture.send(renamed)).toMatchObject({ status: 'sent' });
    expect(provider.seen.map((seen) => seen.body)).toEqual([first]);
    expect((await fixture.inbox(request.to.email))[0]?.text).toContain('髙橋様');
  });

  it('decides again about a mail that certainly did not leave: wording, address and kind', async () => {
    refuseSender();
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

  it('skips a mail that did not leave when it may no longer be sent', async () => {
    refuseSender();
    const request = messageTo('no-basis@example.com');
    await queue(request);
    expect(await fixture.send({ ...request, basis: null })).toMatchObject({ status: 'skipped', reason: 'no_basis' });
    expect(await fixture.inbox(request.to.email)).toEqual([]);
  });

  it('neither repeats nor gives up a mail that may be out when its address was suppressed', async () => {
    failAttempts();
    const request = messageTo('refused-meanwhile@example.com');
    await queue(request);
    const { email } = request.to;
    await fixture.post('/suppressions', { company: companyA, email, scope: 'all', reason: 'complained' });
    provider.play();
    await queue(request);
    expect(provider.seen.filter((seen) => seen.key !== undefined)).toEqual([]);
    await ageAttempt(request.key, 1);
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('looks up a mail that may be out before it trusts the refusal of its repeat', async () => {
    provider.play('lose answer', resendError(422, 'validation_error'));
    const request = messageTo('repeat-refused@example.com');
    await queue(request);
    await ageAttempt(request.key, 1);
    provider.play(resendError(422, 'validation_error'));
    await queue(request);
    await ageAttempt(request.key, 24);
    provider.play();
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
  });

  it('a mail that was erased while it may be out keeps its day and may still turn out to be sent', async () => {
    const request = messageTo('erased-underway@example.com');
    provider.play('lose answer', 'silence', 'silence', 'silence');
    await queue(request);
    const { id } = (await readRow(request.key)) as { id: string };
    const hash = personHash(request.to.email, fixture.env.PERSON_HASH_KEY ?? '');
    await fixture.post('/erasures', { company: companyA, personHashes: [hash] });
    provider.play();
    await fixture.sql('delete from suppression where person_hash = ?', [hash]);
    const second = messageTo(request.to.email);
    expect(await fixture.send(second)).toMatchObject({ status: 'skipped', reason: 'daily_limit' });
    await fixture.sql("update message set state = 'sent', sent_at = now(), skip_reason = null where id = ?", [id]);
    expect(await readRow(request.key)).toMatchObject({ state: 'sent' });
  });

  it('does not send a mail whose address was suppressed meanwhile', async () => {
    refuseSender();
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

  it('does not send a mail that was erased meanwhile', async () => {
    refuseSender();
    const request = messageTo('erased@example.com');
    await queue(request);
    const hash = personHash(request.to.email, fixture.env.PERSON_HASH_KEY ?? '');
    await fixture.post('/erasures', { company: companyA, personHashes: [hash] });
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'no_address' });
  });

  it('counts a regulated mail on the day of its retry when that day is free', async () => {
    refuseSender();
    const moved = messageTo('moved@example.com');
    await queue(moved);
    expect(await fixture.send({ ...moved, date: '2026-11-25' })).toMatchObject({ status: 'sent', date: '2026-11-25' });

    refuseSender();
    const late = messageTo('moved@example.com');
    await queue(late);
    expect(await fixture.send({ ...late, date: '2026-11-25' })).toMatchObject({
      status: 'skipped',
      reason: 'daily_limit',
    });
  });
});

describe('an unanswered attempt whose key the provider has forgotten', () => {
  const loseAnswer = async (email: string) => {
    const request = messageTo(email);
    provider.play('lose answer', 'silence', 'silence', 'silence');
    await queue(request);
    await ageAttempt(request.key);
    return request;
  };

  it('is found at the provider', async () => {
    const request = await loseAnswer('found@example.com');
    // The attempt is backdated by a day: the search must pass over newer mails.
    await fixture.send(messageTo('newer@example.com'));
    provider.play();
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(provider.seen.filter((seen) => seen.key !== undefined)).toEqual([]);
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
    expect(await readRow(request.key)).toMatchObject({ provider_id: (await fixture.inbox(request.to.email))[0]?.id });
  });

  it('is sent again when the provider does not have it', async () => {
    const request = messageTo('absent@example.com');
    failAttempts();
    await queue(request);
    await ageAttempt(request.key);
    provider.play();
    expect(await fixture.send(request)).toMatchObject({ status: 'sent' });
    expect(await fixture.inbox(request.to.email)).toHaveLength(1);
  });

  it('is given up when the provider cannot answer', async () => {
    const request = await loseAnswer('unknown@example.com');
    provider.play({ status: 403, body: { statusCode: 401, name: 'restricted_api_key', message: 'Sending only.' } });
    expect(await fixture.send(request)).toMatchObject({ status: 'skipped', reason: 'unconfirmed' });
    expect(fixture.logs.join('')).toContain('Gave up a mail that may have been sent');
  });
});

describe('a mail that waits says why, and since when', () => {
  // A refused domain holds up its mails for a minute.
  const waiting = { ...messageTo('').sender, fromAddress: 'saiyo@waits.example' };
  const show = async (key: string) => {
    const { id } = (await readRow(key)) as { id: string };
    const answer = await fixture.get(`/messages/${id}?company=${companyA}`);
    return ((await answer.json()) as { waiting: { reason: string; since: string } | null }).waiting;
  };

  it.each([
    [
      'provider_unavailable',
      () => provider.play(...Array.from({ length: 4 }, () => resendError(429, 'rate_limit_exceeded'))),
    ],
    ['outcome_unknown', failAttempts],
    ['provider_misconfigured', () => provider.play(resendError(401, 'missing_api_key'))],
    ['sender_domain_unverified', refuseSender],
  ] as const)('%s', async (reason, fail) => {
    const request = messageTo(`${reason.replaceAll('_', '-')}@example.com`, { sender: waiting });
    fail();
    await queue(request);
    const first = await show(request.key);
    expect(first).toMatchObject({ reason });
    await fixture.sql('delete from rate_limit');
    fail();
    await queue(request);
    expect(await show(request.key)).toEqual(first);
  });

  it('and is counted by its reason', async () => {
    const readings = await collectGauges(60_000);
    const waits = readings.filter(({ name }) => name === 'goen_mails_waiting');
    const counts = new Map(waits.map(({ labels, value }) => [labels?.reason, value]));
    expect(counts.get('sender_domain_unverified')).toBeGreaterThan(0);
    expect(counts.get('outcome_unknown')).toBeGreaterThan(0);
    expect(readings).toContainEqual({ name: 'goen_mail_notices_oldest_seconds', value: 0 });
  });

  it('provider_not_configured', async () => {
    await fixture.restartService({
      RESEND_BASE_URL: provider.url,
      MAIL_PROVIDER_TIMEOUT_MS: '800',
      SENDGRID_API_KEY: '',
    });
    const request = messageTo('unset@example.com', { provider: 'sendgrid', sender: waiting });
    await queue(request);
    expect(await show(request.key)).toMatchObject({ reason: 'provider_not_configured' });
    await fixture.restartService({ RESEND_BASE_URL: provider.url, MAIL_PROVIDER_TIMEOUT_MS: '800' });
    await fixture.send(request);
    expect(await show(request.key)).toBeNull();
  });
});
