import { randomUUID } from 'node:crypto';
import { nextStep } from '@goen/case-domain';
import { withPool } from '@goen/case-store';
import { withIntroduction } from '@goen/relay';
import { seedFacts, someday, startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewFact } from '../fact-rows.ts';
import { loadCase } from '../load-case.ts';
import { mergeCandidates } from './merge-candidates.ts';

let fixture: Awaited<ReturnType<typeof startStoreFixture>>;
beforeAll(async () => {
  fixture = await startStoreFixture();
});
afterAll(() => fixture?.close());

const append = (caseId: string, candidateId: string, ...facts: NewFact[]) =>
  fixture.asCompany(async (em) => {
    await seedFacts(em, { id: caseId, companyId: fixture.companyId, candidateId }, ...facts);
  });
/** Tuesday 13:00 in Tokyo: the undo window is over, the slot is open. */
const whenDue = Date.parse('2026-11-24T13:00:00+09:00');
const stepOf = (caseId: string) =>
  fixture.asCompany(async (em) => {
    const loaded = await loadCase(em, caseId);
    return loaded && nextStep(loaded.file, whenDue);
  });
const person = async (...facts: NewFact[]) => {
  const candidateId = await fixture.candidate();
  const caseId = await fixture.openCase(candidateId);
  const reported = await fixture.reported(caseId);
  await append(caseId, candidateId, reported, ...facts);
  return { candidateId, caseId, rejectionId: reported.data.rejectionId };
};
const merge = (older: string, later: string) =>
  fixture.asCompany((em) => mergeCandidates(em, older, later, new Date(whenDue)));

test('one mail tells both rejections, and the other case tells nothing more', async () => {
  const [older, later] = [await person(), await person()];
  expect(await merge(older.candidateId, later.candidateId)).toBe(true);
  expect(await stepOf(older.caseId)).toMatchObject({
    kind: 'mail',
    rejectionIds: [older.rejectionId, later.rejectionId],
  });
  expect(await stepOf(later.caseId)).toEqual({ kind: 'none' });
});

test('who unsubscribed under either name gets no regulated mail', async () => {
  const unsubscribed: NewFact[] = [
    { kind: 'mail.unsubscribed', at: someday, data: { via: 'page' } },
    { kind: 'suppression.recorded', at: someday, data: {} },
  ];
  const [older, later] = [await person(), await person(...unsubscribed)];
  expect(await stepOf(older.caseId)).toMatchObject({ mail: 'rejection_relay' });
  await merge(older.candidateId, later.candidateId);
  expect(await stepOf(older.caseId)).toMatchObject({ mail: 'rejection' });
});

test('whoever was merged before goes along', async () => {
  const [oldest, middle, youngest] = [await person(), await person(), await person()];
  await merge(middle.candidateId, youngest.candidateId);
  await merge(oldest.candidateId, middle.candidateId);
  const rows = await fixture.sql<{ merged_into: string }>('select merged_into from candidate where id in (?, ?)', [
    middle.candidateId,
    youngest.candidateId,
  ]);
  expect(rows.map((row) => row.merged_into)).toEqual([oldest.candidateId, oldest.candidateId]);
  expect(await stepOf(oldest.caseId)).toMatchObject({
    rejectionIds: [oldest.rejectionId, middle.rejectionId, youngest.rejectionId],
  });
});

test('what was held under either name is held, and words for one mail go along', async () => {
  const [older, later] = [await person(), await person()];
  await append(later.caseId, later.candidateId, {
    kind: 'mail.held',
    at: someday,
    data: { mail: 'rejection_relay', rejectionIds: [later.rejectionId], by: '採用 太郎', at: someday.toISOString() },
  });
  await fixture.sql("insert into mail_edit values (gen_random_uuid(), ?, ?, ?, 's', 'b', now())", [
    fixture.companyId,
    later.caseId,
    later.candidateId,
  ]);
  await merge(older.candidateId, later.candidateId);
  expect(await stepOf(older.caseId)).toMatchObject({ kind: 'wait', next: 'rejection_mail' });
  expect(await fixture.sql('select 1 from mail_edit where candidate_id = ?', [older.candidateId])).toHaveLength(1);
});

const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
const yes: NewFact = { kind: 'consent.granted', at: someday, data: { consent: 'relay', evidence } };
const made = (at: string, entryId: string): NewFact => ({
  kind: 'referral.made',
  at: new Date(`${at}T11:00:00+09:00`),
  data: { n: 1, entryId },
});
const nudgesOf = (caseId: string) => fixture.sql("select 1 from outbox where kind = 'nudge' and case_id = ?", [caseId]);

test('of two points of one person the later is taken back, by whichever case made it', async () => {
  for (const [first, second] of [
    ['2026-11-10', '2026-11-20'],
    ['2026-11-20', '2026-11-10'],
  ] as const) {
    const [older, later] = [await person(yes, made(first, 'of-older')), await person(made(second, 'of-later'))];
    await merge(older.candidateId, later.candidateId);
    const [twice, stays] = first < second ? [later, older] : [older, later];
    const entryId = twice === older ? 'of-older' : 'of-later';
    expect(await stepOf(twice.caseId)).toEqual({ kind: 'reverse_referral', n: 1, entryId, reason: 'duplicate' });
    expect((await nudgesOf(twice.caseId)).length).toBeGreaterThan(0);
    expect(await stepOf(stays.caseId)).not.toMatchObject({ kind: 'reverse_referral' });
    const profile = await fixture.sql('select case_id, state from pool_profile where candidate_id = ?', [
      older.candidateId,
    ]);
    expect(profile).toEqual([{ case_id: stays.caseId, state: 'open' }]);
  }
});

test('two points with twelve months between them were both earned', async () => {
  const [older, later] = [await person(yes, made('2026-11-10', 'a')), await person(made('2025-11-10', 'b'))];
  await merge(older.candidateId, later.candidateId);
  for (const one of [older, later]) expect(await stepOf(one.caseId)).not.toMatchObject({ kind: 'reverse_referral' });
});

/** One of the later candidate to another company, which asked them. */
async function introductionOf(one: { candidateId: string; caseId: string }): Promise<string> {
  const [id, receiver, positionId] = [randomUUID(), randomUUID(), randomUUID()];
  await fixture.sql("insert into company values (?, 'R', ?, '{}', now())", [receiver, receiver]);
  await fixture.sql(
    `insert into position (id, company_id, title, state, created_at, updated_at) values (?, ?, 'P', 'open', now(), now())`,
    [positionId, receiver],
  );
  await fixture.sql(
    `insert into introduction (id, company_id, position_id, referrer_id, candidate_id, case_id, person_hash, score,
       score_parts, profile, about, state, next_step, created_at)
     values (?, ?, ?, ?, ?, ?, ?, 1, '{}', '{}', '{}', 'asked', 'answer', now())`,
    [id, receiver, positionId, fixture.companyId, one.candidateId, one.caseId, one.candidateId],
  );
  return id;
}

test('an introduction goes on though the point of its case is the one that is taken back', async () => {
  const [older, later] = [await person(yes, made('2026-11-10', 'a')), await person(made('2026-11-20', 'b'))];
  const id = await introductionOf(later);
  await merge(older.candidateId, later.candidateId);
  const stands = () => withIntroduction(fixture.orm, id, whenDue, ({ file }) => Promise.resolve(file.hasValidConsent));
  expect(await stands()).toBe(true);
  expect(await fixture.sql('select candidate_id from introduction where id = ?', [id])).toEqual([
    { candidate_id: older.candidateId },
  ]);
  await append(older.caseId, older.candidateId, {
    kind: 'referral.reversed',
    at: someday,
    data: { n: 1, entryId: 'r' },
  });
  expect(await stands()).toBe(false);
});

test('whom the later never wants to hear of is kept, though the older was not in the pool', async () => {
  const [older, later] = [await person(), await person(yes, made('2026-11-10', 'a'))];
  const never = randomUUID();
  await fixture.sql(
    `insert into pool_profile (candidate_id, company_id, person_hash, tags, keys, stage, state, waiting_since,
       consent_expires_at, excluded_company_ids)
     values (?, ?, 'h', '{}', '{}', 'other', 'closed', now(), now(), array[?::uuid])`,
    [later.candidateId, fixture.companyId, never],
  );
  await merge(older.candidateId, later.candidateId);
  const profiles = await fixture.sql('select state, excluded_company_ids from pool_profile where candidate_id = ?', [
    older.candidateId,
  ]);
  expect(profiles).toEqual([{ state: 'open', excluded_company_ids: [never] }]);
});

test('the row that is left empty is none whose consent could lapse', async () => {
  const [older, later] = [await person(), await person(yes)];
  await fixture.sql("update candidate set relay_consent = 'granted' where id = ?", [later.candidateId]);
  await merge(older.candidateId, later.candidateId);
  const listed = await withPool(fixture.orm, (em) =>
    em.execute('select 1 from pool.relay_consent where candidate_id = ?', [later.candidateId]),
  );
  expect(listed).toEqual([]);
});
