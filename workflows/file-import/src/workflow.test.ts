import { allRuns, fastForward, toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dayMs, startImportFixture, workflowsPath } from './testing/import-fixture.ts';

let fixture: Awaited<ReturnType<typeof startImportFixture>>;
beforeAll(async () => {
  fixture = await startImportFixture();
});
afterAll(() => fixture.close());

const has = (id: string, kind: string) =>
  vi.waitFor(() => expect(fixture.doneOf(id)).toContain(kind), { timeout: 60_000 });
const ended = (workflowId: string) => fixture.client.workflow.getHandle(workflowId).result();
const inDays = (days: number) => Date.now() + days * dayMs;

test('a file is looked through, taken and forgotten, and its rows a month later; every run replays', async () => {
  const { importId, workflowId } = await fixture.start([
    { kind: 'look_through' },
    { kind: 'take_rows' },
    { kind: 'forget_bytes' },
    { kind: 'wait', untilMs: inDays(30), next: 'forget_rows' },
    { kind: 'forget_rows' },
  ]);
  await has(importId, 'forget_bytes');
  await fastForward(fixture.client, workflowId, { untilMs: inDays(31) });
  await ended(workflowId);
  expect(fixture.doneOf(importId)).toEqual(['look_through', 'take_rows', 'forget_bytes', 'forget_rows']);
  for (const run of await allRuns(fixture.client, workflowId)) {
    await Worker.runReplayHistory({ workflowsPath }, toHistory(run), workflowId);
  }
});

test('a dry run that is run before its week is over is taken at once', async () => {
  const { importId, workflowId } = await fixture.start([
    { kind: 'take_rows' },
    { kind: 'wait', untilMs: inDays(7), next: 'forget_bytes' },
  ]);
  await has(importId, 'take_rows');
  fixture.change(importId, [{ kind: 'look_through' }]);
  await fixture.nudge(importId);
  await ended(workflowId);
  expect(fixture.doneOf(importId)).toEqual(['take_rows', 'look_through']);
});

test('what fails for good is told', async () => {
  const { importId, workflowId } = await fixture.start([{ kind: 'take_rows' }], { fails: true });
  await ended(workflowId);
  expect(fixture.doneOf(importId)).toEqual(['take_rows', 'failed']);
});

test('an import that is not there is nothing', async () => {
  const { importId, workflowId } = await fixture.start([]);
  await ended(workflowId);
  expect(fixture.doneOf(importId)).toEqual([]);
});
