import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTemporal, type TemporalServer } from './start-temporal.ts';

/** temporal.api.enums.v1.CommandType */
const startTimer = 3;
const continueAsNew = 10;
const day = 24 * 3600;
/** The types require a Long, but a number works as well. */
const toDuration = (count: number) => ({ seconds: count as never });

let dataDir: string;
let server: TemporalServer;
let connection: Connection;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'temporal-skip-'));
  server = await startTemporal({ env: {}, dataDir, timeSkipping: true, report: console.log });
  connection = await Connection.connect({ address: server.address });
}, 15 * 60_000);
afterAll(async () => {
  await connection?.close();
  await server?.stop();
  await rm(dataDir, { recursive: true });
});

test('skips a year in steps of 30 days for runs that wait 30 days and continue as new', {
  timeout: 180_000,
}, async () => {
  const { workflow, workflowService } = new Client({ connection });
  const namespace = 'default';
  const runs = 12;
  await workflow.start('waits', { workflowId: 'year', taskQueue: 'q' });
  await workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution: { workflowId: 'year' },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id: 'f', duration: toDuration((runs + 0.5) * 30 * day) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });

  // A hand-written worker: starts a timer, and continues as new once it has fired.
  const firedAt: number[] = [];
  const startedAt = Date.now() / 1_000;
  while (firedAt.length < runs) {
    const task = await connection.withDeadline(Date.now() + 30_000, () =>
      workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: 'q', kind: 1 }, identity: 'test' }),
    );
    if (!task.taskToken?.length) throw new Error(`Time skipping ended after ${firedAt.length} runs`);
    const events = task.history?.events ?? [];
    const fired = events.find((event) => event.timerFiredEventAttributes);
    const hasTimer = events.some((event) => event.timerStartedEventAttributes);
    if (fired) firedAt.push(Number(fired.eventTime?.seconds));
    const timer = {
      commandType: startTimer,
      startTimerCommandAttributes: { timerId: '1', startToFireTimeout: toDuration(30 * day) },
    };
    const next = {
      commandType: continueAsNew,
      continueAsNewWorkflowExecutionCommandAttributes: { workflowType: { name: 'waits' }, taskQueue: { name: 'q' } },
    };
    const commands = fired ? [next] : hasTimer ? [] : [timer];
    await workflowService.respondWorkflowTaskCompleted({ namespace, taskToken: task.taskToken, commands });
  }
  expect(firedAt.map((time) => Math.round((time - startedAt) / day))).toEqual(
    Array.from({ length: runs }, (_, index) => (index + 1) * 30),
  );
});
