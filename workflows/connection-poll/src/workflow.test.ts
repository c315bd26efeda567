import {
  type ConnectionPollInput,
  caseTaskQueue,
  connectionPollType,
  toPollScheduleId,
} from '@goen/contracts/workflow';
import { deletePollSchedule, savePollSchedule } from '@goen/temporal-kit';
import { allRuns, fastForward, toHistory } from '@goen/testing';
import { ApplicationFailure } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PollOutcome, vendorFailureType } from './activities.ts';
import { startPollFixture, workflowsPath } from './testing/poll-fixture.ts';

let fixture: Awaited<ReturnType<typeof startPollFixture>>;
beforeAll(async () => {
  fixture = await startPollFixture();
});
afterAll(() => fixture.close());

const polled: PollOutcome = { kind: 'polled', pages: 2, received: 101, accepted: 3 };
const start = (connection: ConnectionPollInput) =>
  fixture.client.workflow.start(connectionPollType, {
    workflowId: toPollScheduleId(connection.connectionId),
    taskQueue: caseTaskQueue,
    args: [connection],
  });
const hourMs = 3_600_000;

test('the schedule of a connection polls it repeatedly', async () => {
  const connection = fixture.addConnection(() => Promise.resolve(polled));
  await savePollSchedule(fixture.client, { ...connection, everyMinutes: 10, paused: false });
  await expect.poll(() => fixture.countAttempts(connection), { timeout: 60_000 }).toBe(1);
  // Two triggers within a second share a workflow id and start one run, so trigger until the next one.
  const triggerAgain = async () => {
    await fixture.client.schedule.getHandle(toPollScheduleId(connection.connectionId)).trigger();
    return fixture.countAttempts(connection);
  };
  await expect.poll(triggerAgain, { timeout: 60_000, interval: 500 }).toBeGreaterThan(1);
  await deletePollSchedule(fixture.client, connection.connectionId);
});

test('a vendor failure is retried after the pause that the vendor asked for', async () => {
  const connection = fixture.addConnection((attempt) =>
    attempt === 1
      ? Promise.reject(
          ApplicationFailure.create({ message: 'rate_limited', type: vendorFailureType, nextRetryDelay: hourMs }),
        )
      : Promise.resolve(polled),
  );
  const handle = await start(connection);
  await expect.poll(() => fixture.countAttempts(connection), { timeout: 60_000 }).toBe(1);
  const [outcome] = await Promise.all([
    handle.result() as Promise<PollOutcome>,
    fastForward(fixture.client, handle.workflowId, { untilMs: Date.now() + hourMs + 60_000 }),
  ]);
  expect(outcome).toEqual(polled);
  expect(fixture.countAttempts(connection)).toBe(2);
});

test('a vendor that stays down is given up until the next poll, and the workflow completes', async () => {
  const connection = fixture.addConnection(() =>
    Promise.reject(ApplicationFailure.create({ message: 'unavailable', type: vendorFailureType })),
  );
  const handle = await start(connection);
  const [outcome] = await Promise.all([
    handle.result() as Promise<PollOutcome>,
    fastForward(fixture.client, handle.workflowId, { untilMs: Date.now() + hourMs }),
  ]);
  expect(outcome).toEqual({ kind: 'faulty', code: 'unavailable' });
  expect(fixture.countAttempts(connection)).toBe(5);
  for (const run of await allRuns(fixture.client, handle.workflowId))
    await Worker.runReplayHistory({ workflowsPath }, toHistory(run), handle.workflowId);
});

test('an internal error fails the workflow', async () => {
  const connection = fixture.addConnection(() =>
    Promise.reject(ApplicationFailure.nonRetryable('TypeError', 'TypeError')),
  );
  await expect((await start(connection)).result()).rejects.toMatchObject({ name: 'WorkflowFailedError' });
});
