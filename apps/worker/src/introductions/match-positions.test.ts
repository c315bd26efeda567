import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { loadCase, refreshProjection } from '@goen/cases';
import { pgArray } from '@goen/service-kit';
import { someConditions } from '@goen/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type IntroductionFixture, inWindowMs, startIntroductionFixture } from '../testing/introduction-fixture.ts';
import type { SeededCase } from '../testing/worker-fixture.ts';
import { matchPositions, type RoundProgress } from './match-positions.ts';

let fixture: IntroductionFixture;
/** A fresh pool for each test. */
beforeEach(async () => {
  await fixture?.close();
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture?.close());

const now = new Date(inWindowMs + 86_400_000);
const required = ['skill:go', 'job_category:sales'];
async function inPool(): Promise<SeededCase> {
  const seeded = await fixture.referred({ email: `${randomUUID()}@example.jp` });
  for (const [kind, value] of [
    ['skill', 'Go'],
    ['job_category', 'sales'],
  ]) {
    await fixture.sql('insert into candidate_tag values (gen_random_uuid(), ?, ?, ?, ?, lower(?))', [
      seeded.ref.companyId,
      seeded.candidateId,
      kind,
      value,
      value,
    ]);
  }
  await withCompany(fixture.context.orm, seeded.ref.companyId, async (em) => {
    const loaded = await loadCase(em, seeded.ref.caseId, { lock: true });
    if (loaded) await refreshProjection(em, loaded, inWindowMs);
  });
  return seeded;
}
const credits = (available: number) =>
  fixture.credit.respondWith(() => ({
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
const countIntroductions = async (positionId: string) =>
  (await fixture.sql('select 1 from introduction where position_id = ?', [positionId])).length;

test('a matching candidate is introduced once, for a credit', async () => {
  const seeded = await inPool();
  const id = await fixture.position({ required });
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  expect(await matchPositions(fixture.context, now)).toBe(0);
  expect(
    await fixture.sql('select candidate_id, state, next_step from introduction where position_id = ?', [id]),
  ).toEqual([{ candidate_id: seeded.candidateId, state: 'matched', next_step: 'hold_credit' }]);
});

test('there are no more introductions than credits; a hold counts until it is placed', async () => {
  await Promise.all([inPool(), inPool(), inPool()]);
  await fixture.position({ required, seats: 5 });
  await fixture.position({ required, seats: 5 });
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  // The credit is not held yet.
  expect(await matchPositions(fixture.context, now)).toBe(0);
  // It waits for a sending window; its credit is held and no longer counts as available.
  await fixture.sql("update introduction set next_step = 'ask'");
  expect(await matchPositions(fixture.context, now)).toBe(1);
});

test('nobody is introduced without a credit, for a closed position or when each seat is taken', async () => {
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
  expect(await countIntroductions(id)).toBe(2);
});

test('a position without a match does not block the next position', async () => {
  await inPool();
  const [rare, common] = [await fixture.position({ required: ['skill:cobol'] }), await fixture.position({ required })];
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  expect([await countIntroductions(rare), await countIntroductions(common)]).toEqual([0, 1]);
});

test('nobody is introduced for a position whose working conditions are not known', async () => {
  await inPool();
  const id = await fixture.position({ required });
  await fixture.sql('update position set conditions = null where id = ?', [id]);
  credits(2);
  expect(await matchPositions(fixture.context, now)).toBe(0);
  await fixture.sql(`update position set conditions = ?::jsonb where id = ?`, [JSON.stringify(someConditions), id]);
  expect(await matchPositions(fixture.context, now)).toBe(1);
  const [row] = await fixture.sql('select about from introduction where position_id = ?', [id]);
  expect(row?.about).toMatchObject({ conditions: someConditions, conditionsVersion: 1 });
});

test('a candidate is not introduced to the company that referred them', async () => {
  const seeded = await inPool();
  await fixture.sql(
    `insert into position (id, company_id, title, state, required_ids, conditions, created_at)
     values (gen_random_uuid(), ?, 'P', 'open', ?::text[], '{}', now())`,
    [seeded.ref.companyId, pgArray(required)],
  );
  credits(1);
  expect(await matchPositions(fixture.context, now)).toBe(0);
});

test('a retry goes on after the last company that was done, and retries those that failed', async () => {
  const companies = [fixture.receiver, ...(await Promise.all([inPool(), inPool()]))].map(({ ref }) => ref.companyId);
  for (const companyId of companies) {
    await fixture.sql(
      `insert into position (id, company_id, title, state, required_ids, conditions, created_at)
       values (gen_random_uuid(), ?, 'P', 'open', ?::text[], '{}', now())`,
      [companyId, pgArray(['skill:cobol'])],
    );
  }
  const asked: string[] = [];
  let isDown = true;
  const [low = '', middle = '', high = ''] = companies.toSorted();
  fixture.credit.respondWith(({ path }) => {
    asked.push(path.split('/')[2] ?? '');
    if (isDown && path.includes(high)) return { status: 503 };
    return {
      status: 200,
      body: {
        company: low,
        points: 0,
        pointsToNextCredit: 10,
        earned: 0,
        held: 0,
        spent: 0,
        available: 0,
        debtPoints: 0,
      },
    };
  });
  const progress: RoundProgress[] = [];
  const round = { resumeFrom: { first: middle, lastDone: null, failed: [] } };
  const onProgress = (at: RoundProgress) => void progress.push(structuredClone(at));
  await expect(matchPositions(fixture.context, now, { ...round, onProgress })).rejects.toThrow('companies_not_matched');
  // Companies take turns: this round begins in the middle.
  expect(asked.splice(0)).toEqual([middle, high, low]);
  isDown = false;
  await matchPositions(fixture.context, now, { resumeFrom: progress[1] });
  expect(asked.splice(0)).toEqual([high, low]);
  await matchPositions(fixture.context, now, { resumeFrom: progress.at(-1) });
  expect(asked).toEqual([high]);
});

test('a position that fails does not keep later ones from being matched', async () => {
  await inPool();
  const [broken, sound] = [await fixture.position({ required }), await fixture.position({ required })];
  credits(1);
  await fixture.sql(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.position_id = '${broken}' then raise 'refused'; end if; return new; end $$`);
  await fixture.sql('create trigger refuse before insert on introduction for each row execute function refuse()');
  await expect(matchPositions(fixture.context, now)).rejects.toThrow('companies_not_matched');
  expect([await countIntroductions(broken), await countIntroductions(sound)]).toEqual([0, 1]);
});

test('a company that fails does not block the others, and the round fails', async () => {
  const seeded = await inPool();
  await inPool();
  const ids = [fixture.receiver.ref.companyId, seeded.ref.companyId].toSorted();
  await fixture.position({ required });
  await fixture.sql(
    `insert into position (id, company_id, title, state, required_ids, conditions, created_at)
     values (gen_random_uuid(), ?, 'P', 'open', ?::text[], '{}', now())`,
    [seeded.ref.companyId, pgArray(required)],
  );
  const { credit } = fixture;
  const body = { points: 10, pointsToNextCredit: 10, earned: 1, held: 0, spent: 0, available: 1, debtPoints: 0 };
  credit.respondWith(({ path }) =>
    path.includes(ids[0] ?? '') ? { status: 503 } : { status: 200, body: { company: ids[1], ...body } },
  );
  await expect(matchPositions(fixture.context, now)).rejects.toThrow(/^companies_not_matched$/);
  expect(await fixture.sql('select company_id from introduction')).toEqual([{ company_id: ids[1] }]);
});
