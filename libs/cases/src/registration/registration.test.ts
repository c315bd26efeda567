import { randomUUID } from 'node:crypto';
import { describeCase } from '@goen/case-domain';
import { withCompany } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptRejections } from '../intake/accept-rejections.ts';
import { loadCase } from '../load-case.ts';
import { startIntakeFixture } from '../testing/intake-fixture.ts';
import { confirmRegistration } from './confirm-registration.ts';
import { expireRegistration, refuseRegistration, withdrawConfirmation } from './end-registration.ts';
import { type NewRegistration, type Registered, register } from './register.ts';
import { countUse } from './registration-limits.ts';
import { findOrCreateLink, findRegistrationCompany, rotateLink } from './registration-links.ts';

let fixture: Awaited<ReturnType<typeof startIntakeFixture>>;
beforeAll(async () => {
  fixture = await startIntakeFixture();
});
afterAll(() => fixture.close());

const days = (count: number) => new Date(fixture.context.now.getTime() + count * 24 * 3_600_000);
const evidence = { method: 'page', textVersion: 'v', textHash: 'h', locale: 'ja' } as const;
const signUp = (parts: Partial<NewRegistration> = {}, now = fixture.context.now): Promise<Registered> => {
  const id = randomUUID();
  const given: NewRegistration = {
    id,
    email: `${id}@example.jp`,
    familyName: '山田',
    givenName: '太郎',
    jobName: '営業',
    prefecture: '東京都',
    skills: ['TypeScript', 'HIV陽性'],
    applicationId: null,
    locale: 'ja',
    consent: evidence,
    ...parts,
  };
  return withCompany(fixture.context.orm, fixture.context.companyId, (em) =>
    register(em, { ...fixture.context, now }, given),
  );
};
const describe = ({ caseId }: Registered, now = fixture.context.now) =>
  withCompany(fixture.context.orm, fixture.context.companyId, async (em) => {
    const loaded = await loadCase(em, caseId);
    if (loaded === null) throw new Error('no case');
    return describeCase({ ...loaded.file, licence: { expiresOn: '2030-01-01' } }, now.getTime());
  });
const find = async ({ caseId }: Registered) => {
  const [row] = await fixture.sql<{ id: string; state: string; confirmed_how: string | null; candidate_id: string }>(
    'select id, state, confirmed_how, candidate_id from registration where case_id = ?',
    [caseId],
  );
  if (row === undefined) throw new Error('no registration');
  return row;
};
const report = async (parts: Parameters<typeof fixture.report>[1]) => {
  const [result] = await acceptRejections(fixture.context, [fixture.report(`A-${randomUUID()}`, parts)]);
  if (result?.kind !== 'accepted') throw new Error('not accepted');
  return result;
};
const confirm = async (
  registered: Registered,
  parts: { id?: string; limit?: number; candidateId?: string; rejectedOn?: string; now?: Date } = {},
) => {
  const id = parts.id ?? (await find(registered)).id;
  const settings = { ...companySettings.shape, handConfirmationsPerMonth: parts.limit ?? 20 };
  const { orm, companyId } = fixture.context;
  const scope = { ...fixture.context, now: parts.now ?? fixture.context.now, settings };
  const given = {
    by: '採用 花子',
    rejectedOn: parts.rejectedOn ?? null,
    stage: null,
    candidateId: parts.candidateId ?? null,
  };
  return withCompany(orm, companyId, (em) => confirmRegistration(em, orm, scope, id, given));
};
const readCandidate = async (id: string) =>
  (
    await fixture.sql<Record<string, unknown>>(
      'select unconfirmed, family_name, email, person_hash, erased_at, source_key from candidate where id = ?',
      [id],
    )
  )[0];

test('a registration is a candidate of its own, unconfirmed, without what may not be collected', async () => {
  const registered = await signUp();
  expect(await describe(registered)).toMatchObject({
    referral: 'unconfirmed',
    consents: { relay: 'granted' },
    mail: null,
  });
  expect(await readCandidate(registered.candidateId)).toMatchObject({ unconfirmed: true, family_name: '山田' });
  const tags = await fixture.sql<{ value: string }>('select value from candidate_tag where candidate_id = ?', [
    registered.candidateId,
  ]);
  expect(tags.map(({ value }) => value).toSorted()).toEqual(['TypeScript', '営業']);
  expect(await fixture.sql('select kind from outbox where case_id = ?', [registered.caseId])).toEqual([
    { kind: 'nudge' },
  ]);
});

test('the same registration twice is stored once', async () => {
  const id = randomUUID();
  const first = await signUp({ id });
  expect(await signUp({ id })).toEqual(first);
});

test('a report of the same person confirms it: no result is sent, and it is to be referred', async () => {
  const registered = await signUp({ email: 'reported@example.jp' });
  const accepted = await report({ email: 'reported@example.jp', name: '山田 太郎' });
  expect(accepted).toMatchObject({ caseId: registered.caseId, joined: true });
  expect(await find(registered)).toMatchObject({ state: 'confirmed', confirmed_how: 'reported' });
  expect(await describe(registered)).toMatchObject({ next: 'referral', mail: { mail: 'first_follow_up' } });
  expect(await readCandidate(registered.candidateId)).toMatchObject({ unconfirmed: false });
});

test('a rejection from after the registration is another application: its result is sent', async () => {
  const registered = await signUp({ email: 'later@example.jp' });
  const rejectedAt = new Date(fixture.context.now.getTime() + 3_600_000).toISOString();
  await report({ email: 'later@example.jp', name: '山田 太郎', rejectedAt });
  expect((await describe(registered)).mail?.mail).toMatch(/^rejection/);
});

test('whoever has the address of a known candidate, and a name that agrees, is that candidate', async () => {
  const known = await report({ email: 'known@example.jp', name: '山田 太郎' });
  const registered = await signUp({ email: 'known@example.jp' });
  expect(registered.caseId).toBe(known.caseId);
  expect(await find(registered)).toMatchObject({ state: 'confirmed', confirmed_how: 'reported' });
});

test('another name at a known address stays apart, and a member is asked', async () => {
  const known = await report({ email: 'shared@example.jp', name: '佐藤 花子' });
  const registered = await signUp({ email: 'shared@example.jp' });
  expect(registered.caseId).not.toBe(known.caseId);
  const states = await fixture.sql('select distinct address_state from candidate where email = ?', [
    'shared@example.jp',
  ]);
  expect(states).toEqual([{ address_state: 'shared' }]);
});

test('the application that a link names proves nothing', async () => {
  const known = await report({ email: 'someone-else@example.jp', name: '山田 太郎' });
  const [application] = await fixture.sql<{ remote_id: string }>('select remote_id from rejection where case_id = ?', [
    known.caseId,
  ]);
  const registered = await signUp({ applicationId: application?.remote_id ?? '' });
  expect(registered.caseId).not.toBe(known.caseId);
  expect(await find(registered)).toMatchObject({ state: 'unconfirmed' });
});

test('a member confirms by hand, once, within the limit of the month', async () => {
  const registered = await signUp();
  expect(await confirm(registered, { limit: 0 })).toEqual({ kind: 'confirmation_limit' });
  expect(await confirm(registered, { rejectedOn: '2026-11-25' })).toEqual({ kind: 'rejected_after_registration' });
  expect(await confirm(registered, { rejectedOn: '2026-11-20' })).toMatchObject({ kind: 'confirmed' });
  expect(await confirm(registered)).toEqual({ kind: 'not_unconfirmed' });
  expect(await find(registered)).toMatchObject({ state: 'confirmed', confirmed_how: 'by_hand' });
  expect(await describe(registered)).toMatchObject({ next: 'referral', mail: { mail: 'first_follow_up' } });
  const rejections = await fixture.sql('select source_key, rejected_at, job_name from rejection where case_id = ?', [
    registered.caseId,
  ]);
  expect(rejections).toEqual([{ source_key: 'ats:template', rejected_at: '2026-11-19 15:00:00+00', job_name: '営業' }]);
});

test('the limit counts calendar months, also what was withdrawn since', async () => {
  const next = new Date('2027-01-05T11:00:00+09:00');
  const [first, second] = [await signUp({}, next), await signUp({}, next)];
  expect(await confirm(first, { limit: 1, now: next })).toMatchObject({ kind: 'confirmed' });
  const { id } = await find(first);
  const { orm, companyId } = fixture.context;
  await withCompany(orm, companyId, (em) => withdrawConfirmation(em, { companyId, now: next }, id, '採用 花子'));
  expect(await confirm(second, { limit: 1, now: next })).toEqual({ kind: 'confirmation_limit' });
});

test('a member says whose registration it is: the candidates are merged', async () => {
  const known = await report({ email: 'work@example.jp', name: '山田 太郎' });
  const [candidate] = await fixture.sql<{ candidate_id: string }>(
    'select candidate_id from follow_up_case where id = ?',
    [known.caseId],
  );
  const registered = await signUp({ email: 'private@example.jp' });
  const candidateId = candidate?.candidate_id ?? '';
  expect(await confirm(registered, { candidateId: randomUUID() })).toEqual({ kind: 'no_such_candidate' });
  expect(await confirm(registered, { candidateId })).toMatchObject({ kind: 'confirmed', row: { candidateId } });
  expect((await describe({ ...registered, caseId: known.caseId })).consents.relay).toBe('granted');
});

test('two registrations that name one application stay two people', async () => {
  const first = await signUp({ applicationId: 'A-0815', familyName: '鈴木', email: 'first-hint@example.jp' });
  const second = await signUp({ applicationId: 'A-0815', familyName: '田中', email: 'second-hint@example.jp' });
  expect(await confirm(first, { rejectedOn: '2026-11-18' })).toMatchObject({ kind: 'confirmed' });
  expect(await confirm(second, { rejectedOn: '2026-11-18' })).toMatchObject({ kind: 'confirmed' });
  expect(await readCandidate(first.candidateId)).toMatchObject({ family_name: '鈴木', email: 'first-hint@example.jp' });
  expect(await describe(first)).toMatchObject({ next: 'referral' });
  expect(await describe(second)).toMatchObject({ next: 'referral' });
});

test('a refused registration never earns, and its data is gone', async () => {
  const registered = await signUp({ email: 'refused@example.jp' });
  const { id } = await find(registered);
  const { orm, companyId, now } = fixture.context;
  const refuse = () => withCompany(orm, companyId, (em) => refuseRegistration(em, { companyId, now }, id, '採用 花子'));
  expect(await refuse()).toMatchObject({ kind: 'ended' });
  expect(await refuse()).toEqual({ kind: 'not_unconfirmed' });
  expect(await readCandidate(registered.candidateId)).toMatchObject({
    email: null,
    family_name: null,
    person_hash: null,
  });
  expect(await describe(registered)).toMatchObject({ step: { kind: 'close', reason: 'registration_ended' } });
  const accepted = await report({ email: 'refused@example.jp', name: '山田 太郎' });
  expect(accepted.caseId).not.toBe(registered.caseId);
  expect(await find(registered)).toMatchObject({ state: 'refused' });
});

test('somebody whom the ATS knows, too, stays when a later registration is refused', async () => {
  const registered = await signUp({ email: 'known-too@example.jp' });
  const { id } = await find(registered);
  const { orm, companyId, now } = fixture.context;
  await fixture.sql(
    `insert into candidate_alias (id, company_id, source_key, remote_id, candidate_id, created_at)
     values (gen_random_uuid(), ?, ?, 'c-9', ?, now())`,
    [companyId, `connection:${fixture.connection.id}`, registered.candidateId],
  );
  await withCompany(orm, companyId, (em) => refuseRegistration(em, { companyId, now }, id, '採用 花子'));
  expect(await readCandidate(registered.candidateId)).toMatchObject({ email: 'known-too@example.jp', erased_at: null });
});

test('a withdrawn confirmation cancels its rejection; what a report tells of stands', async () => {
  const { orm, companyId, now } = fixture.context;
  const withdraw = async (registered: Registered) => {
    const { id } = await find(registered);
    return withCompany(orm, companyId, (em) => withdrawConfirmation(em, { companyId, now: days(1) }, id, '採用 花子'));
  };
  const registered = await signUp();
  expect(await withdraw(registered)).toEqual({ kind: 'not_confirmed_by_hand' });
  await confirm(registered, { now });
  expect(await withdraw(registered)).toMatchObject({ kind: 'ended', row: { state: 'withdrawn' } });
  expect(await describe(registered, days(1))).toMatchObject({ step: { kind: 'close', reason: 'registration_ended' } });
  expect(await readCandidate(registered.candidateId)).toMatchObject({ email: null });
  const reported = await signUp({ email: 'stands@example.jp' });
  await confirm(reported);
  await report({ email: 'stands@example.jp', name: '山田 太郎' });
  expect(await withdraw(reported)).toMatchObject({ kind: 'ended', row: { state: 'confirmed' } });
  expect(await find(reported)).toMatchObject({ state: 'confirmed', confirmed_how: 'reported' });
  expect(await describe(reported, days(1))).toMatchObject({
    hasLiveRejection: true,
    next: 'referral',
    mail: { mail: 'first_follow_up' },
  });
  expect(await withdraw(reported)).toEqual({ kind: 'not_confirmed_by_hand' });
});

test.each(['refuse', 'expire', 'withdraw'] as const)(
  '%s: all registrations of the person end together',
  async (how) => {
    const { orm, companyId, now } = fixture.context;
    const email = `twice-${how}@example.jp`;
    const [firstId, id] = [randomUUID(), randomUUID()];
    const first = await signUp({ id: firstId, email });
    await signUp({ id, email, jobName: '企画' }, days(10));
    if (how === 'withdraw') await confirm(first, { id: firstId, limit: 1_000, now: days(11) });
    await withCompany(orm, companyId, async (em) => {
      if (how === 'refuse') return refuseRegistration(em, { companyId, now }, id, '採用 花子');
      if (how === 'expire') return expireRegistration(em, first.caseId, id, days(40));
      return withdrawConfirmation(em, { companyId, now: days(12) }, firstId, '採用 花子');
    });
    const state = { refuse: 'refused', expire: 'expired', withdraw: 'withdrawn' }[how];
    expect(
      await fixture.sql('select state, job_name from registration where candidate_id = ?', [first.candidateId]),
    ).toEqual([
      { state, job_name: null },
      { state, job_name: null },
    ]);
    expect(await readCandidate(first.candidateId)).toMatchObject({ email: null });
    expect(await describe(first, days(41))).toMatchObject({ step: { kind: 'close', reason: 'registration_ended' } });
  },
);

test('what nobody confirms is deleted after 30 days, and not before', async () => {
  const registered = await signUp();
  const { id } = await find(registered);
  const { orm, companyId } = fixture.context;
  const expire = (now: Date) => withCompany(orm, companyId, (em) => expireRegistration(em, registered.caseId, id, now));
  await expire(days(29));
  expect(await find(registered)).toMatchObject({ state: 'unconfirmed' });
  await expire(days(30));
  expect(await find(registered)).toMatchObject({ state: 'expired' });
  expect(await readCandidate(registered.candidateId)).toMatchObject({
    email: null,
    family_name: null,
    person_hash: null,
  });
  expect(await fixture.sql('select 1 from candidate_tag where candidate_id = ?', [registered.candidateId])).toEqual([]);
});

test('a confirmation at the moment of the deletion comes either before it or too late', async () => {
  const { orm, companyId } = fixture.context;
  for (const nth of [1, 2, 3, 4]) {
    const registered = await signUp({ email: `race-${nth}@example.jp` });
    const { id } = await find(registered);
    const [confirmed] = await Promise.all([
      confirm(registered, { now: days(30), limit: 1_000 }),
      withCompany(orm, companyId, (em) => expireRegistration(em, registered.caseId, id, days(30))),
    ]);
    const { state } = await find(registered);
    expect([confirmed.kind, state, (await readCandidate(registered.candidateId))?.email]).toEqual(
      confirmed.kind === 'confirmed'
        ? ['confirmed', 'confirmed', `race-${nth}@example.jp`]
        : ['not_unconfirmed', 'expired', null],
    );
  }
});

test('a link leads to its company; a replaced one works on for a while', async () => {
  const { orm, companyId, now } = fixture.context;
  const inCompany = <T>(work: Parameters<typeof withCompany<T>>[2]) => withCompany(orm, companyId, work);
  const first = await inCompany((em) => findOrCreateLink(em, companyId, 'secret', now));
  expect(await inCompany((em) => findOrCreateLink(em, companyId, 'secret', now))).toEqual(first);
  const second = await inCompany((em) => rotateLink(em, companyId, 'secret', now, 30));
  expect(await inCompany((em) => findOrCreateLink(em, companyId, 'secret', days(1)))).toMatchObject({
    token: second.token,
  });
  const lookUp = (token: string, at: Date) => findRegistrationCompany(orm, token, at);
  expect([await lookUp(first.token, days(29)), await lookUp(first.token, days(30))]).toEqual([companyId, null]);
  expect(await lookUp(second.token, days(400))).toBe(companyId);
  expect(await lookUp(`${second.token}0`, now)).toBeNull();
  await inCompany((em) => rotateLink(em, companyId, 'secret', now, 0));
  expect(await lookUp(second.token, now)).toBeNull();
});

test('an address or a network has so many uses in a period', async () => {
  const limit = { uses: 2, validUntil: days(1) };
  const use = (name: string, now = fixture.context.now) =>
    withCompany(fixture.context.orm, fixture.context.companyId, (em) => countUse(em, 'key', name, limit, now));
  expect([await use('a'), await use('a'), await use('a'), await use('b')]).toEqual([true, true, false, true]);
  await use('c', days(2));
  expect(await fixture.sql('select count(*)::int as n from registration_limit where uses > 1')).toEqual([{ n: 0 }]);
});
