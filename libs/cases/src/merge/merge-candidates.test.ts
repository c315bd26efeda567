import { randomUUID } from 'node:crypto';
import { nextStep } from '@goen/case-domain';
import { withPool } from '@goen/case-store';
import { withIntroduction } from '@goen/relay';
import { seedFacts, someday, startStoreFixture } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewFact } from '../fact-rows.ts';
import { loadCase } from '../load-case.ts';
import { recordFacts } from '../record-facts.ts';
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
/** Tuesday 13:00 in Tokyo: the undo window is over, the sending window is open. */
const whenDue = Date.parse('2026-11-24T13:00:00+09:00');
const findStep = (caseId: string) =>
  fixture.asCompany(async (em) => {
    const loaded = await loadCase(em, caseId);
    return loaded && nextStep(loaded.file, whenDue);
  });
const createPerson = async (...facts: NewFact[]) => {
  const candidateId = await fixture.candidate();
  const caseId = await fixture.openCase(candidateId);
  const reported = await fixture.reported(caseId);
  await append(caseId, candidateId, reported, ...facts);
  return { candidateId, caseId, rejectionId: reported.data.rejectionId };
};
const merge = (older: string, later: string) =>
  fixture.asCompany((em) => mergeCandidates(em, older, later, new Date(whenDue)));

test('one mail reports both rejections, and the later case sends nothing', async () => {
  const [older, later] = [await createPerson(), await createPerson()];
  expect(await merge(older.candidateId, later.candidateId)).toBe(true);
  expect(await findStep(older.caseId)).toMatchObject({
    kind: 'mail',
    rejectionIds: [older.rejectionId, later.rejectionId],
  });
  expect(await findStep(later.caseId)).toEqual({ kind: 'none' });
});

test('a merged candidate who unsubscribed as either one gets no regulated mail', async () => {
  const unsubscribed: NewFact[] = [
    { kind: 'mail.unsubscribed', at: someday, data: { via: 'page' } },
    { kind: 'suppression.recorded', at: someday, data: {} },
  ];
  const [older, later] = [await createPerson(), await createPerson(...unsubscribed)];
  expect(await findStep(older.caseId)).toMatchObject({ mail: 'rejection_relay' });
  await merge(older.candidateId, later.candidateId);
  expect(await findStep(older.caseId)).toMatchObject({ mail: 'rejection' });
});

test('whoever asked for feedback gets an answer, though their case was merged away', async () => {
  const [older, later] = [await createPerson(), await createPerson()];
  const ids = { requestId: randomUUID(), rejectionId: later.rejectionId };
  const told = {
    n: 1,
    mail: 'rejection' as const,
    rejectionIds: [later.rejectionId],
    messageId: 'm',
    date: '2026-11-24',
  };
  await append(
    later.caseId,
    later.candidateId,
    { kind: 'mail.sent', at: someday, data: told },
    { kind: 'feedback.requested', at: someday, data: { ...ids, dueOn: '2026-12-01' } },
  );
  await merge(older.candidateId, later.candidateId);
  expect(await findStep(later.caseId)).toMatchObject({ kind: 'wait', next: 'feedback_request' });
  const answer = { ...ids, answer: 'given' as const, ownWords: false, by: '採用 太郎' };
  await fixture.asCompany((em) =>
    recordFacts(
      { em, now: someday },
      { caseId: later.caseId, facts: { kind: 'feedback.answered', at: someday, data: answer } },
    ),
  );
  expect(await findStep(later.caseId)).toMatchObject({ kind: 'mail', mail: 'feedback_answer', n: 2 });
  const [row] = await fixture.sql('select state, next_mail from follow_up_case where id = ?', [later.caseId]);
  expect(row).toEqual({ state: 'closed', next_mail: 'feedback_answer' });
});

test('candidates merged earlier follow into the older one', async () => {
  const [oldest, middle, youngest] = [await createPerson(), await createPerson(), await createPerson()];
  await merge(middle.candidateId, youngest.candidateId);
  await merge(oldest.candidateId, middle.candidateId);
  const rows = await fixture.sql<{ merged_into: string }>('select merged_into from candidate where id in (?, ?)', [
    middle.candidateId,
    youngest.candidateId,
  ]);
  expect(rows.map((row) => row.merged_into)).toEqual([oldest.candidateId, oldest.candidateId]);
  expect(await findStep(oldest.caseId)).toMatchObject({
    rejectionIds: [oldest.rejectionId, middle.rejectionId, youngest.rejectionId],
  });
});

test('a hold on either case stays in force, and an edited mail moves along', async () => {
  const [older, later] = [await createPerson(), await createPerson()];
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
  expect(await findStep(older.caseId)).toMatchObject({ kind: 'wait', next: 'rejection_mail' });
  expect(await fixture.sql('select 1 from mail_edit where candidate_id = ?', [older.candidateId])).toHaveLength(1);
});

const evidence = { method: 'page', textVersion: '1', textHash: 'hash', locale: 'ja' } as const;
const granted: NewFact = { kind: 'consent.granted', at: someday, data: { consent: 'relay', evidence } };
const toReferral = (at: string, entryId: string): NewFact => ({
  kind: 'referral.made',
  at: new Date(`${at}T11:00:00+09:00`),
  data: { n: 1, entryId },
});
const listNudges = (caseId: string) =>
  fixture.sql("select 1 from outbox where kind = 'nudge' and case_id = ?", [caseId]);

test('of two points for one person the later is reversed, whichever case earned it', async () => {
  for (const [first, second] of [
    ['2026-11-10', '2026-11-20'],
    ['2026-11-20', '2026-11-10'],
  ] as const) {
    const [older, later] = [
      await createPerson(granted, toReferral(first, 'of-older')),
      await createPerson(toReferral(second, 'of-later')),
    ];
    await merge(older.candidateId, later.candidateId);
    const [reversed, kept] = first < second ? [later, older] : [older, later];
    const entryId = reversed === older ? 'of-older' : 'of-later';
    expect(await findStep(reversed.caseId)).toEqual({ kind: 'reverse_referral', n: 1, entryId, reason: 'duplicate' });
    expect((await listNudges(reversed.caseId)).length).toBeGreaterThan(0);
    expect(await findStep(kept.caseId)).not.toMatchObject({ kind: 'reverse_referral' });
    const profile = await fixture.sql('select case_id, state from pool_profile where candidate_id = ?', [
      older.candidateId,
    ]);
    expect(profile).toEqual([{ case_id: kept.caseId, state: 'open' }]);
  }
});

test('two points twelve months apart both stay', async () => {
  const [older, later] = [
    await createPerson(granted, toReferral('2026-11-10', 'a')),
    await createPerson(toReferral('2025-11-10', 'b')),
  ];
  await merge(older.candidateId, later.candidateId);
  for (const { caseId } of [older, later])
    expect(await findStep(caseId)).not.toMatchObject({ kind: 'reverse_referral' });
});

/** An introduction to another company, whose candidate was asked. */
async function createIntroduction({ candidateId, caseId }: { candidateId: string; caseId: string }): Promise<string> {
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
    [id, receiver, positionId, fixture.companyId, candidateId, caseId, candidateId],
  );
  return id;
}

test('an introduction continues even when the point of its case is the reversed one', async () => {
  const [older, later] = [
    await createPerson(granted, toReferral('2026-11-10', 'a')),
    await createPerson(toReferral('2026-11-20', 'b')),
  ];
  const id = await createIntroduction(later);
  await merge(older.candidateId, later.candidateId);
  const isValid = () => withIntroduction(fixture.orm, id, whenDue, ({ file }) => Promise.resolve(file.hasValidConsent));
  expect(await isValid()).toBe(true);
  expect(await fixture.sql('select candidate_id from introduction where id = ?', [id])).toEqual([
    { candidate_id: older.candidateId },
  ]);
  await append(older.caseId, older.candidateId, {
    kind: 'referral.reversed',
    at: someday,
    data: { n: 1, entryId: 'r' },
  });
  expect(await isValid()).toBe(false);
});

test('companies excluded by the later candidate stay excluded, even if the older was not in the pool', async () => {
  const [older, later] = [await createPerson(), await createPerson(granted, toReferral('2026-11-10', 'a'))];
  const excluded = randomUUID();
  await fixture.sql(
    `insert into pool_profile (candidate_id, company_id, person_hash, tags, keys, stage, state, waiting_since,
       consent_expires_at, excluded_company_ids)
     values (?, ?, 'h', '{}', '{}', 'other', 'closed', now(), now(), array[?::uuid])`,
    [later.candidateId, fixture.companyId, excluded],
  );
  await merge(older.candidateId, later.candidateId);
  const profiles = await fixture.sql('select state, excluded_company_ids from pool_profile where candidate_id = ?', [
    older.candidateId,
  ]);
  expect(profiles).toEqual([{ state: 'open', excluded_company_ids: [excluded] }]);
});

test('the emptied row is not listed among lapsing consents', async () => {
  const [older, later] = [await createPerson(), await createPerson(granted)];
  await fixture.sql("update candidate set relay_consent = 'granted' where id = ?", [later.candidateId]);
  await merge(older.candidateId, later.candidateId);
  const listed = await withPool(fixture.orm, (em) =>
    em.execute('select 1 from pool.relay_consent where candidate_id = ?', [later.candidateId]),
  );
  expect(listed).toEqual([]);
});
