import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { pgArray } from '@goen/service-kit';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { type IntroductionFixture, inSlotMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import type { SeededCase } from '../testing/worker-fixture.ts';
import { matchPositions } from './match-positions.ts';

vi.mock('@temporalio/activity', async (actual) => ({ ...(await actual<object>()), heartbeat: () => {} }));

let fixture: IntroductionFixture;
/** A fresh pool for each test. */
beforeEach(async () => {
  await fixture?.close();
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const now = new Date(inSlotMs + 86_400_000);
const required = ['skill:go', 'job_category:sales'];
async function inPool(): Promise<SeededCase> {
  const one = await fixture.referred({ email: `${randomUUID()}@example.jp` });
  for (const [kind, value] of [
    ['skill', 'Go'],
    ['job_category', 'sales'],
  ]) {
    await fixture.sql('insert into candidate_tag values (gen_random_uuid(), ?, ?, ?, ?, lower(?))', [
      one.ref.companyId,
      one.candidateId,
      kind,
      value,
      value,
    ]);
  }
  await withCompany(fixture.context.orm, one.ref.companyId, async (em) => {
    const loaded = await loadCase(em, one.ref.caseId, { lock: true });
    if (loaded) await refreshProjection(em, loaded, inSlotMs);
  });
  return one;
}
const credits = (available: number) =>
  fixture.credit.answers(() => ({
    status: 200,
    body: {
      company: fixture.receiver.ref.companyId,
      points: available * 10,
      pointsToNextCredit: 10,
      earned: available,
      held: 0,
      spent: 0,
      available,
      debtPoints: 0,
    },
  }));
const introduced = async (positionId: string) =>
  (await fixture.sql('select 1 from introduction where position_id = ?', [positionId])).length;

test('a candidate who fits is put before a position for a credit, once', async () => {
  const one = await inPool();
  const id = await fixture.position({ required });
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  expect(await matchPositions(fixture.context, now)).toBe(0);
  expect(
    await fixture.sql('select candidate_id, state, next_step from introduction where position_id = ?', [id]),
  ).toEqual([{ candidate_id: one.candidateId, state: 'matched', next_step: 'hold_credit' }]);
});

test('no more than there are credits: one that is about to be set aside counts, one that is set aside does not', async () => {
  await Promise.all([inPool(), inPool(), inPool()]);
  await fixture.position({ required, seats: 5 });
  await fixture.position({ required, seats: 5 });
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  // The ledger has not heard of it yet.
  expect(await matchPositions(fixture.context, now)).toBe(0);
  // It waits for a slot with its credit set aside, which the ledger no longer counts as free.
  await fixture.sql("update introduction set next_step = 'ask'");
  expect(await matchPositions(fixture.context, now)).toBe(1);
});

test('without a credit, for a closed position, or with each seat spoken for nobody is looked for', async () => {
  await Promise.all([inPool(), inPool()]);
  const id = await fixture.position({ required });
  credits(0);
  expect(await matchPositions(fixture.context, now)).toBe(0);
  credits(3);
  await fixture.sql("update position set state = 'closed' where id = ?", [id]);
  expect(await matchPositions(fixture.context, now)).toBe(0);
  await fixture.sql("update position set state = 'open' where id = ?", [id]);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  await fixture.sql("update introduction set state = 'accepted', next_step = 'report'");
  expect(await matchPositions(fixture.context, now)).toBe(0);
  await fixture.sql("update introduction set state = 'closed', ended = 'hired', report = 'hired'");
  expect(await matchPositions(fixture.context, now)).toBe(0);
  await fixture.sql("update introduction set ended = 'company_declined', report = 'declined'");
  expect(await matchPositions(fixture.context, now)).toBe(1);
  expect(await introduced(id)).toBe(2);
});

test('a position for whom nobody is found holds up none after it', async () => {
  await inPool();
  const [rare, common] = [await fixture.position({ required: ['skill:cobol'] }), await fixture.position({ required })];
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  expect([await introduced(rare), await introduced(common)]).toEqual([0, 1]);
});

test('nobody goes back to the company that referred them', async () => {
  const one = await inPool();
  await fixture.sql(
    `insert into position (id, company_id, title, state, required_ids, created_at)
     values (gen_random_uuid(), ?, 'P', 'open', ?::text[], now())`,
    [one.ref.companyId, pgArray(required)],
  );
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(0);
});

test('a company that can’t be looked for keeps no other from it, and the round says so', async () => {
  const one = await inPool();
  await inPool();
  const ids = [fixture.receiver.ref.companyId, one.ref.companyId].toSorted();
  await fixture.position({ required });
  await fixture.sql(
    `insert into position (id, company_id, title, state, required_ids, created_at)
     values (gen_random_uuid(), ?, 'P', 'open', ?::text[], now())`,
    [one.ref.companyId, pgArray(required)],
  );
  const { credit } = fixture;
  const body = { points: 10, pointsToNextCredit: 10, earned: 1, held: 0, spent: 0, available: 1, debtPoints: 0 };
  credit.answers(({ path }) =>
    path.includes(ids[0] ?? '') ? { status: 503 } : { status: 200, body: { company: ids[1], ...body } },
  );
  await expect(matchPositions(fixture.context, now)).rejects.toThrow(/^companies_not_matched$/);
  expect(await fixture.sql('select company_id from introduction')).toEqual([{ company_id: ids[1] }]);
});
