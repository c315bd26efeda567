import { allRuns, fastForward, toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dayMs, startImportFixture, workflowsPath } from './testing/import-fixture.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture.close());

const waitForStep = (id: string, kind: string) =>
  vi.waitFor(() => expect(fixture.listSteps(id)).toContain(kind), { timeout: 60_000 });
const awaitEnd = (workflowId: string) => fixture.client.workflow.getHandle(workflowId).result();
const inDays = (days: number) => Date.now() + days * dayMs;

test('a file is checked, imported and deleted, its rows a month later, and every run replays', async () => {
  const { importId, workflowId } = await fixture.start([
    { kind: 'look_through' },
    { kind: 'take_rows' },
    { kind: 'forget_bytes' },
    { kind: 'wait', untilMs: inDays(30), next: 'forget_rows' },
    { kind: 'forget_rows' },
  ]);
  await waitForStep(importId, 'forget_bytes');
  await fastForward(fixture.client, workflowId, { untilMs: inDays(31) });
  await awaitEnd(workflowId);
  expect(fixture.listSteps(importId)).toEqual(['look_through', 'take_rows', 'forget_bytes', 'forget_rows']);
  for (const run of await allRuns(fixture.client, workflowId)) {
    await Worker.runReplayHistory({ workflowsPath }, toHistory(run), workflowId);
  }
});

test('a dry run that is confirmed within its week is imported at once', async () => {
  const { importId, workflowId } = await fixture.start([
    { kind: 'take_rows' },
    { kind: 'wait', untilMs: inDays(7), next: 'forget_bytes' },
  ]);
  await waitForStep(importId, 'take_rows');
  fixture.change(importId, [{ kind: 'look_through' }]);
  await fixture.nudge(importId);
  await awaitEnd(workflowId);
  expect(fixture.listSteps(importId)).toEqual(['take_rows', 'look_through']);
});

test('a permanent failure is recorded', async () => {
  const { importId, workflowId } = await fixture.start([{ kind: 'take_rows' }], { fails: true });
  await awaitEnd(workflowId);
  expect(fixture.listSteps(importId)).toEqual(['take_rows', 'failed']);
});

test('a missing import does nothing', async () => {
  const { importId, workflowId } = await fixture.start([]);
  await awaitEnd(workflowId);
  expect(fixture.listSteps(importId)).toEqual([]);
});
