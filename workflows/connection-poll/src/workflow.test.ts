import {
  type ConnectionPollInput,
  caseTaskQueue,
  connectionPollType,
  pollScheduleIdOf,
} from '@goen/contracts/workflow';
import { dropPollSchedule, keepPollSchedule } from '@goen/temporal-kit';
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
const start = (one: ConnectionPollInput) =>
  fixture.client.workflow.start(connectionPollType, {
    workflowId: pollScheduleIdOf(one.connectionId),
    taskQueue: caseTaskQueue,
    args: [one],
  });
const hourMs = 3_600_000;

test('the Schedule of a connection polls it, again and again, with ids alone', async () => {
  const one = fixture.aConnection(() => Promise.resolve(polled));
  await keepPollSchedule(fixture.client, { ...one, everyMinutes: 10, paused: false });
  await expect.poll(() => fixture.attemptsOf(one), { timeout: 60_000 }).toBe(1);
  // Within one second a Schedule names two runs alike, and starts one of them: it is asked until the next.
  const again = async () => {
    await fixture.client.schedule.getHandle(pollScheduleIdOf(one.connectionId)).trigger();
    return fixture.attemptsOf(one);
  };
  await expect.poll(again, { timeout: 60_000, interval: 500 }).toBeGreaterThan(1);
  await dropPollSchedule(fixture.client, one.connectionId);
});

test('a fault of the vendor is tried again, after the pause that it asked for', async () => {
  const one = fixture.aConnection((attempt) =>
    attempt === 1
      ? Promise.reject(
          ApplicationFailure.create({ message: 'rate_limited', type: vendorFailureType, nextRetryDelay: hourMs }),
        )
      : Promise.resolve(polled),
  );
  const handle = await start(one);
  await expect.poll(() => fixture.attemptsOf(one), { timeout: 60_000 }).toBe(1);
  const [outcome] = await Promise.all([
    handle.result() as Promise<PollOutcome>,
    fastForward(fixture.client, handle.workflowId, { untilMs: Date.now() + hourMs + 60_000 }),
  ]);
  expect(outcome).toEqual(polled);
  expect(fixture.attemptsOf(one)).toBe(2);
});

test('a vendor that stays away is given up until the next poll, and the workflow ends well', async () => {
  const one = fixture.aConnection(() =>
    Promise.reject(ApplicationFailure.create({ message: 'unavailable', type: vendorFailureType })),
  );
  const handle = await start(one);
  const [outcome] = await Promise.all([
    handle.result() as Promise<PollOutcome>,
    fastForward(fixture.client, handle.workflowId, { untilMs: Date.now() + hourMs }),
  ]);
  expect(outcome).toEqual({ kind: 'faulty', code: 'unavailable' });
  expect(fixture.attemptsOf(one)).toBe(5);
  for (const run of await allRuns(fixture.client, handle.workflowId))
    await Worker.runReplayHistory({ workflowsPath }, toHistory(run), handle.workflowId);
});

test('a fault of ours fails the workflow', async () => {
  const one = fixture.aConnection(() => Promise.reject(ApplicationFailure.nonRetryable('TypeError', 'TypeError')));
  await expect((await start(one)).result()).rejects.toMatchObject({ name: 'WorkflowFailedError' });
});
