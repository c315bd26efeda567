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

const has = (id: string, kind: string) =>
  vi.waitFor(() => expect(fixture.kindsOf(id)).toContain(kind), { timeout: 60_000 });
const ended = (workflowId: string) => fixture.client.workflow.getHandle(workflowId).result();
const evidence = { method: 'page', textVersion: 'v', textHash: 'h', locale: 'ja' };

test('a yes: the credit is set aside, spent by the handing over, and the company tells the end', async () => {
  const { id, workflowId } = await fixture.start();
  await has(id, 'candidate.asked');
  await fixture.tell(id, 'candidate.accepted', { evidence });
  await has(id, 'company.told');
  await fixture.tell(id, 'company.reported', { report: 'hired', by: 'k' });
  await ended(workflowId);
  expect(fixture.kindsOf(id)).toEqual([
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

test('no answer: one reminder after seven days, and after fourteen the credit comes back', async () => {
  const { id, workflowId } = await fixture.start();
  await has(id, 'candidate.asked');
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 15 * dayMs });
  await ended(workflowId);
  expect(fixture.kindsOf(id).slice(2)).toEqual(['candidate.reminded', 'credit.released', 'introduction.closed']);
  expect(fixture.endOf(id)).toBe('no_answer');
});

test('a company that tells nothing is reminded after 7, 14 and 30 days; after 90 it is closed', async () => {
  const { id, workflowId } = await fixture.start();
  await has(id, 'candidate.asked');
  await fixture.tell(id, 'candidate.accepted', { evidence });
  await has(id, 'company.told');
  await fastForward(fixture.client, workflowId, { untilMs: Date.now() + 95 * dayMs });
  await ended(workflowId);
  expect(fixture.kindsOf(id).filter((kind) => kind === 'company.reminded')).toHaveLength(3);
  expect(fixture.kindsOf(id)).not.toContain('credit.released');
  expect(fixture.endOf(id)).toBe('no_report');
});

test.each([
  ['candidate.declined', { evidence }, 'candidate_declined'],
  ['candidate.withdrew', {}, 'withdrawn'],
] as const)('%s ends the question, and gives the credit back', async (kind, data, end) => {
  const { id, workflowId } = await fixture.start();
  await has(id, 'candidate.asked');
  await fixture.tell(id, kind, data);
  await ended(workflowId);
  expect(fixture.kindsOf(id)).toContain('credit.released');
  expect(fixture.endOf(id)).toBe(end);
});

test('a workflow that died with a credit held goes on from its facts once it is nudged, and settles it', async () => {
  const { id, workflowId } = await fixture.start();
  await has(id, 'candidate.asked');
  await fixture.client.workflow.getHandle(workflowId).terminate('died');
  await fixture.tell(id, 'candidate.withdrew');
  await ended(workflowId);
  expect(fixture.kindsOf(id)).toEqual([
    'credit.held',
    'candidate.asked',
    'candidate.withdrew',
    'credit.released',
    'introduction.closed',
  ]);
});

test('without a credit nobody is asked', async () => {
  const { id, workflowId } = await fixture.start({ credit: 'refused' });
  await ended(workflowId);
  expect(fixture.kindsOf(id)).toEqual(['credit.refused', 'introduction.closed']);
});

test('a round lapses, wakes, settles and matches, in this order', async () => {
  const round = await fixture.client.workflow.start(relayRoundType, {
    workflowId: `round-${Date.now()}`,
    taskQueue: caseTaskQueue,
  });
  expect(await round.result()).toEqual({ lapsed: 1, woken: 2, settled: 3, introduced: 4 });
});
