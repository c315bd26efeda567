import { caseTaskQueue, relayRoundType } from '@goen/contracts/workflow';
import { allRuns, fastForward, toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dayMs, startIntroductionFixture, workflowsPath } from './testing/introduction-fixture.ts';

let fixture: Awaited<ReturnType<typeof startIntroductionFixture>>;
beforeAll(async () => {
  fixture = await startIntroductionFixture();
});
afterAll(() => fixture.close());

const waitForFact = (id: string, kind: string) =>
  vi.waitFor(() => expect(fixture.listFactKinds(id)).toContain(kind), { timeout: 60_000 });
const awaitEnd = (workflowId: string) => fixture.client.workflow.getHandle(workflowId).result();
const evidence = { method: 'page', textVersion: 'v', textHash: 'h', locale: 'ja' };

test('an accepted introduction holds and captures the credit, and closes when the company reports a hire', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForFact(id, 'candidate.asked');
  await fixture.addFact(id, 'candidate.accepted', { evidence });
  await waitForFact(id, 'company.told');
  await fixture.addFact(id, 'company.reported', { report: 'hired', by: 'k' });
  await awaitEnd(workflowId);
  expect(fixture.listFactKinds(id)).toEqual([
    'credit.held',
    'candidate.asked',
    'candidate.accepted',
    'profile.provided',
    'credit.captured',
    'company.told',
    'company.reported',
    'introduction.closed',
  ]);
  for (const run of await allRuns(fixture.client, workflowId)) {
    await Worker.runReplayHistory({ workflowsPath }, toHistory(run), workflowId);
  }
});

test('without an answer there is one reminder after seven days, and the credit is released after fourteen', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForFact(id, 'candidate.asked');
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 15 * dayMs });
  await awaitEnd(workflowId);
  expect(fixture.listFactKinds(id).slice(2)).toEqual(['candidate.reminded', 'credit.released', 'introduction.closed']);
  expect(fixture.findEnd(id)).toBe('no_answer');
});

test('a company that reports nothing is reminded after 7, 14 and 30 days, and the introduction closes after 90', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForFact(id, 'candidate.asked');
  await fixture.addFact(id, 'candidate.accepted', { evidence });
  await waitForFact(id, 'company.told');
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 95 * dayMs });
  await awaitEnd(workflowId);
  expect(fixture.listFactKinds(id).filter((kind) => kind === 'company.reminded')).toHaveLength(3);
  expect(fixture.listFactKinds(id)).not.toContain('credit.released');
  expect(fixture.findEnd(id)).toBe('no_report');
});

test.each([
  ['candidate.declined', { evidence }, 'candidate_declined'],
  ['candidate.withdrew', {}, 'withdrawn'],
] as const)('%s ends the introduction and releases the credit', async (kind, data, end) => {
  const { id, workflowId } = await fixture.start();
  await waitForFact(id, 'candidate.asked');
  await fixture.addFact(id, kind, data);
  await awaitEnd(workflowId);
  expect(fixture.listFactKinds(id)).toContain('credit.released');
  expect(fixture.findEnd(id)).toBe(end);
});

test('a workflow that died while holding a credit resumes from its facts when nudged, and settles it', async () => {
  const { id, workflowId } = await fixture.start();
  await waitForFact(id, 'candidate.asked');
  await fixture.client.workflow.getHandle(workflowId).terminate('died');
  await fixture.addFact(id, 'candidate.withdrew');
  await awaitEnd(workflowId);
  expect(fixture.listFactKinds(id)).toEqual([
    'credit.held',
    'candidate.asked',
    'candidate.withdrew',
    'credit.released',
    'introduction.closed',
  ]);
});

test('nobody is asked without a credit', async () => {
  const { id, workflowId } = await fixture.start({ credit: 'refused' });
  await awaitEnd(workflowId);
  expect(fixture.listFactKinds(id)).toEqual(['credit.refused', 'introduction.closed']);
});

test('a round lapses, wakes, settles and matches in this order', async () => {
  const round = await fixture.client.workflow.start(relayRoundType, {
    workflowId: `round-${Date.now()}`,
    taskQueue: caseTaskQueue,
  });
  expect(await round.result()).toEqual({ lapsed: 1, woken: 2, settled: 3, introduced: 4 });
});
