import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { caseTaskQueue, type RetentionResult, retentionRoundId, retentionRoundType } from '@goen/contracts/workflow';
import { ensureRetentionSchedule } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { allRuns, startWorkflowWorkers, toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RetentionActivities } from './activities.ts';

const workflowsPath = fileURLToPath(new URL('./workflow.ts', import.meta.url));
let passes: RetentionResult[] = [];
let workers: Awaited<ReturnType<typeof startWorkflowWorkers>>;
beforeAll(async () => {
  const activities: RetentionActivities = {
    purgeExpired: () => Promise.resolve(passes.shift() ?? { rows: { hook_deliveries: 1 }, isComplete: false }),
  };
  workers = await startWorkflowWorkers({
    address: inject('temporalAddress'),
    deploymentName: 'maintenance',
    workflowsPath,
    activities,
    taskQueues: [caseTaskQueue],
  });
});
afterAll(() => workers.close());

const run = async () => {
  const workflowId = `retention-${randomUUID()}`;
  const handle = await workers.client.workflow.start(retentionRoundType, { workflowId, taskQueue: caseTaskQueue });
  const result = await handle.result();
  for (const history of await allRuns(workers.client, workflowId))
    await Worker.runReplayHistory({ workflowsPath }, toHistory(history), workflowId);
  return result;
};

test('a round goes on until nothing is old, and adds up what it purged', async () => {
  passes = [
    { rows: { hook_deliveries: 20_000, idempotency_keys: 5 }, isComplete: false },
    { rows: { hook_deliveries: 3 }, isComplete: true },
  ];
  expect(await run()).toEqual({ rows: { hook_deliveries: 20_003, idempotency_keys: 5 }, isComplete: true });
});

test('a round is bounded: the next one goes on', async () => {
  passes = [];
  expect(await run()).toEqual({ rows: { hook_deliveries: 10 }, isComplete: false });
});

test('the schedule runs it; creating it again changes nothing', async () => {
  passes = [{ rows: {}, isComplete: true }];
  for (let times = 0; times < 2; times += 1) await ensureRetentionSchedule(workers.client);
  const schedule = workers.client.schedule.getHandle(retentionRoundId);
  await schedule.trigger();
  await expect.poll(async () => (await schedule.describe()).info.recentActions.length, { timeout: 60_000 }).toBe(1);
  await schedule.delete();
});
