import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { mergeCandidates } from '@goen/cases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IntroductionFixture, inWindowMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import type { SeededCase } from '../testing/worker-fixture.ts';
import { decideIntroduction } from './decide-introduction.ts';
import { provide } from './provide.ts';

let fixture: IntroductionFixture;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const facts = ['credit.held', 'candidate.asked', 'candidate.accepted'] as const;
const createAccepted = async (referred?: SeededCase): Promise<string> =>
  (await fixture.introduction(facts, referred ? { referred } : {})).id;

const listRecords = (id: string) =>
  fixture.sql('select company_id, side, person, items from provision_record where introduction_id = ? order by side', [
    id,
  ]);
const provideProfile = (id: string) => provide(fixture.context, { introductionId: id, asOfMs: inWindowMs });

test('both companies get one provision record with the items provided, even if it runs twice concurrently', async () => {
  const referred = await fixture.referred();
  const id = await createAccepted(referred);
  await Promise.all([provideProfile(id), provideProfile(id)]);
  await provideProfile(id);
  const common = { person: '山田 花子', items: ['name', 'email', 'skills', 'last_stage'] };
  expect(await listRecords(id)).toEqual([
    { company_id: referred.ref.companyId, side: 'provider', ...common },
    { company_id: fixture.receiver.ref.companyId, side: 'recipient', ...common },
  ]);
  const [row] = (await fixture.sql('select state, person from introduction where id = ?', [id])) as object[];
  expect(row).toMatchObject({ state: 'accepted', person: { name: '山田 花子', email: 'hanako@example.jp' } });
});

test('the record of a candidate without a name has the address', async () => {
  const referred = await fixture.referred();
  const id = await createAccepted(referred);
  await fixture.sql('update candidate set family_name = null, given_name = null where id = ?', [referred.candidateId]);
  await provideProfile(id);
  const named = { person: 'hanako@example.jp', items: ['email', 'skills', 'last_stage'] };
  expect(await listRecords(id)).toMatchObject([named, named]);
});

test.each([
  [
    'candidate.withdrew',
    "insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data) select id, company_id, referrer_id, 'candidate.withdrew', now(), '{}' from introduction where id = ?",
  ],
  [
    'a closed position',
    "update position set state = 'closed' where id = (select position_id from introduction where id = ?)",
  ],
  [
    'an erased candidate',
    'update candidate set erased_at = now() where id = (select candidate_id from introduction where id = ?)',
  ],
])('%s: no profile is provided', async (_, sql) => {
  const id = await createAccepted();
  await fixture.sql(sql, [id]);
  await provideProfile(id);
  expect(await listRecords(id)).toEqual([]);
});

test('an introduction whose candidate was erased ends and is not retried', async () => {
  const id = await createAccepted();
  await fixture.sql(
    'update candidate set erased_at = now() where id = (select candidate_id from introduction where id = ?)',
    [id],
  );
  await provideProfile(id);
  const { step } = await decideIntroduction(fixture.context, { introductionId: id, asOfMs: inWindowMs });
  expect(step).toEqual({ kind: 'release_credit', ended: 'withdrawn' });
});

test('the profile of a merged candidate is that of the older candidate', async () => {
  const referred = await fixture.referred();
  const id = await createAccepted(referred);
  const older = randomUUID();
  const { companyId } = referred.ref;
  await fixture.sql(
    `insert into candidate (id, company_id, source_key, remote_id, full_name, email, emails, phones, may_be_mailed,
       last_stage, last_rejected_at, relay_consent, created_at)
     values (?, ?, 'ats:x', 'C-0', '山田 華子', 'hanako@new.example.jp', '[]', '[]', true, 'other', now(), 'unknown', now())`,
    [older, companyId],
  );
  await withCompany(fixture.context.orm, companyId, (em) =>
    mergeCandidates(em, older, referred.candidateId, new Date(inWindowMs)),
  );
  await provideProfile(id);
  const [row] = await fixture.sql('select state, person from introduction where id = ?', [id]);
  expect(row).toMatchObject({ state: 'accepted', person: { name: '山田 華子', email: 'hanako@new.example.jp' } });
});
