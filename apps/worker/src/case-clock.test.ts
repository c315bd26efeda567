import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { connectTemporal } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { caseClock } from './case-clock.ts';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
Runtime.install({ logger: silent, shutdownSignals: [] });

const address = inject('temporalAddress');
const queuedMs = 500;

test('the clock of an attempt includes its time in the queue', async () => {
  const taskQueue = randomUUID();
  const connection = await NativeConnection.connect({ address });
  const temporal = await connectTemporal({ address, namespace: 'default' });
  const workflowsPath = fileURLToPath(new URL('./testing/run-activity.ts', import.meta.url));
  const workflowWorker = await Worker.create({ connection, taskQueue, workflowsPath });
  const handle = await temporal.client.workflow.start('runActivity', {
    workflowId: randomUUID(),
    taskQueue,
    args: ['clock', 0, {}],
  });
  let scheduledMs = Number.POSITIVE_INFINITY;
  const hasWaited = async () => {
    const [pending] = (await handle.describe()).raw.pendingActivities ?? [];
    const { seconds, nanos } = pending?.scheduledTime ?? {};
    if (seconds) scheduledMs = Number(seconds) * 1000 + (nanos ?? 0) / 1e6;
    return Date.now() - scheduledMs > queuedMs;
  };
  await workflowWorker.runUntil(async () => {
    await expect.poll(hasWaited, { timeout: 60_000 }).toBe(true);
  });

  // No worker has taken the activity until now.
  const startedMs = Date.now();
  const clock = () => Promise.resolve(caseClock(Date.now()));
  const activityWorker = await Worker.create({ connection, taskQueue, workflowsPath, activities: { clock } });
  const clockMs = (await activityWorker.runUntil(handle.result())) as number;
  expect(clockMs).toBeGreaterThanOrEqual(startedMs);
  await Promise.all([temporal.close(), connection.close()]);
});
