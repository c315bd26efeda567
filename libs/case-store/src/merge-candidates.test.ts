import { nextStep } from '@goen/case-domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendFact, loadCase, mergeCandidates, type NewFact } from './index.ts';
import { someday, startStoreBench } from './testing/store-bench.ts';

let bench: Awaited<ReturnType<typeof startStoreBench>>;
beforeAll(async () => {
  bench = await startStoreBench();
});
afterAll(() => bench?.close());

const append = (caseId: string, candidateId: string, ...facts: NewFact[]) =>
  bench.asCompany(async (em) => {
    for (const fact of facts) await appendFact(em, { id: caseId, companyId: bench.companyId, candidateId }, fact);
  });
/** Tuesday 13:00 in Tokyo: the undo window is over, the slot is open. */
const whenDue = Date.parse('2026-11-24T13:00:00+09:00');
const stepOf = (caseId: string) =>
  bench.asCompany(async (em) => {
    const loaded = await loadCase(em, caseId);
    return loaded && nextStep(loaded.file, whenDue);
  });
const person = async (...facts: NewFact[]) => {
  const candidateId = await bench.candidate();
  const caseId = await bench.openCase(candidateId);
  const reported = await bench.reported(caseId);
  await append(caseId, candidateId, reported, ...facts);
  return { candidateId, caseId, rejectionId: reported.data.rejectionId };
};
const merge = (older: string, later: string) =>
  bench.asCompany((em) => mergeCandidates(em, older, later, new Date(whenDue)));

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
  const rows = await bench.sql<{ merged_into: string }>('select merged_into from candidate where id in (?, ?)', [
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
  await bench.sql("insert into mail_edit values (gen_random_uuid(), ?, ?, ?, 's', 'b', now())", [
    bench.companyId,
    later.caseId,
    later.candidateId,
  ]);
  await merge(older.candidateId, later.candidateId);
  expect(await stepOf(older.caseId)).toMatchObject({ kind: 'wait', next: 'rejection_mail' });
  expect(await bench.sql('select 1 from mail_edit where candidate_id = ?', [older.candidateId])).toHaveLength(1);
});
