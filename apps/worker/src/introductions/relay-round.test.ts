import { randomUUID } from 'node:crypto';
import { createIntroduction, withRelay } from '@goen/case-store';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SeededCase, startWorkerBench, type WorkerBench } from '../testing/worker-bench.ts';
import { settleHolds, wakeOverdue } from './relay-round.ts';

vi.mock('@temporalio/activity', async (actual) => ({ ...(await actual<object>()), heartbeat: () => {} }));

let bench: WorkerBench;
let referred: SeededCase;
let receiver: SeededCase;
beforeAll(async () => {
  bench = await startWorkerBench();
  referred = await bench.seed();
  receiver = await bench.seed({ email: 'other@example.jp' });
});
afterAll(() => bench?.close());

const hourMs = 3_600_000;

async function introduction(createdAt: Date): Promise<string> {
  const positionId = randomUUID();
  const { companyId } = receiver.ref;
  await bench.sql(
    `insert into position (id, company_id, title, state, created_at, tags, required_ids, desired_ids, region_ids)
     values (?, ?, 'P', 'open', now(), '[]', '{}', '{}', '{}')`,
    [positionId, companyId],
  );
  const id = await withRelay(bench.context.orm, (em) =>
    createIntroduction(
      em,
      {
        companyId,
        positionId,
        referrerId: referred.ref.companyId,
        candidateId: referred.candidateId,
        caseId: referred.ref.caseId,
        personHash: randomUUID(),
        score: 1,
        scoreParts: {},
        profile: { skills: [], regions: [], orientations: [], job_categories: [], last_stage: 'final' },
        about: { company: 'C', position: 'P', url: null, description: null },
      },
      createdAt,
    ),
  );
  if (id === null) throw new Error('not created');
  await bench.sql('delete from outbox where introduction_id = ?', [id]);
  return id;
}

test('an introduction whose start was lost is woken, one that is not due is left alone', async () => {
  const now = new Date();
  const lost = await introduction(new Date(now.getTime() - 2 * hourMs));
  await introduction(now);
  expect(await wakeOverdue(bench.context, now)).toBe(1);
  const woken = await bench.sql("select introduction_id from outbox where kind = 'introduction'");
  expect(woken).toEqual([{ introduction_id: lost }]);
});

test('a hold that nobody ended is spent if the profile is out, else given back; one that runs is left alone', async () => {
  const now = new Date();
  const [runs, given, spent] = [await introduction(now), await introduction(now), await introduction(now)];
  for (const id of [given, spent]) {
    await bench.sql("update introduction set state = 'closed', ended = 'no_answer' where id = ?", [id]);
  }
  await bench.sql(
    `insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data)
     values (?, ?, ?, 'profile.provided', now(), '{"recordIds": []}')`,
    [spent, receiver.ref.companyId, referred.ref.companyId],
  );
  const missing = randomUUID();
  const ids = [runs, given, spent, missing].map((id) => `introduction:${id}`);
  const asked: string[] = [];
  bench.credit.answers(({ path }) => {
    if (path.startsWith('/holds?')) {
      const items = [...ids, 'by-hand'].map((id) => ({
        company: receiver.ref.companyId,
        id,
        heldAt: now.toISOString(),
      }));
      return { status: 200, body: { items, next: null } };
    }
    asked.push(decodeURIComponent(path).replace(`/companies/${receiver.ref.companyId}/holds/introduction:`, ''));
    return {
      status: 200,
      body: { id: 'x', state: path.endsWith('capture') ? 'captured' : 'released', replayed: false },
    };
  });
  expect(await settleHolds(bench.context, now)).toBe(3);
  expect(asked).toEqual([`${given}/release`, `${spent}/capture`, `${missing}/release`]);
});
