import { randomUUID } from 'node:crypto';
import { createIntroduction, withRelay } from '@goen/case-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evidence, type SeededCase, startWorkerBench, type WorkerBench } from '../testing/worker-bench.ts';
import { provide } from './provide.ts';

let bench: WorkerBench;
let receiver: SeededCase;
beforeAll(async () => {
  bench = await startWorkerBench();
  receiver = await bench.seed({ email: 'receiver@example.jp' });
});
afterAll(() => bench?.close());

/** An introduction of a consenting, referred candidate who said yes to this company. */
async function accepted(referred: SeededCase): Promise<string> {
  const positionId = randomUUID();
  const { companyId } = receiver.ref;
  await bench.sql("insert into position (id, company_id, title, state, created_at) values (?, ?, 'P', 'open', now())", [
    positionId,
    companyId,
  ]);
  const now = new Date();
  await bench.append(
    referred,
    { kind: 'consent.granted', at: now, data: { consent: 'relay', evidence } },
    { kind: 'referral.made', at: now, data: { n: 1, entryId: 'e' } },
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
        profile: { skills: ['Go'], regions: [], orientations: [], job_categories: [], last_stage: 'final' },
        about: { company: 'C', position: 'P', url: null, description: null },
      },
      now,
    ),
  );
  if (id === null) throw new Error('not created');
  for (const [kind, data] of [
    ['credit.held', {}],
    ['candidate.asked', { messageId: 'm' }],
    ['candidate.accepted', { evidence }],
  ] as const) {
    await bench.sql(
      `insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data) values (?, ?, ?, ?, ?, ?::jsonb)`,
      [id, companyId, referred.ref.companyId, kind, now, JSON.stringify(data)],
    );
  }
  return id;
}

const records = (id: string) =>
  bench.sql('select company_id, side, person, items from provision_record where introduction_id = ? order by side', [
    id,
  ]);
const give = (id: string) => provide(bench.context, { introductionId: id, asOfMs: Date.now() + 1_000 });

test('both sides get their record with the very items, once, though it runs twice at once', async () => {
  const referred = await bench.seed();
  const id = await accepted(referred);
  await Promise.all([give(id), give(id)]);
  await give(id);
  const common = { person: '山田 花子', items: ['name', 'email', 'skills', 'last_stage'] };
  expect(await records(id)).toEqual([
    { company_id: referred.ref.companyId, side: 'provider', ...common },
    { company_id: receiver.ref.companyId, side: 'recipient', ...common },
  ]);
  const [row] = (await bench.sql('select state, person from introduction where id = ?', [id])) as object[];
  expect(row).toMatchObject({ state: 'accepted', person: { name: '山田 花子', email: 'hanako@example.jp' } });
});

test.each([
  [
    'candidate.withdrew',
    "insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data) select id, company_id, referrer_id, 'candidate.withdrew', now(), '{}' from introduction where id = ?",
  ],
  [
    'a position that closed',
    "update position set state = 'closed' where id = (select position_id from introduction where id = ?)",
  ],
  [
    'an erased person',
    'update candidate set erased_at = now() where id = (select candidate_id from introduction where id = ?)',
  ],
])('%s: nothing is handed over', async (_, sql) => {
  const id = await accepted(await bench.seed());
  await bench.sql(sql, [id]);
  await give(id);
  expect(await records(id)).toEqual([]);
});
