import {
  type ConnectionPollInput,
  caseTaskQueue,
  connectionPollType,
  toPollScheduleId,
} from '@goen/contracts/workflow';
import {
  type Client,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributeKeys } from './search-attributes.ts';

export type PollPlan = ConnectionPollInput & { readonly everyMinutes: number; readonly paused: boolean };

/** A hanging run must not block later polls forever. */
const runTimeout = '2 hours';

/**
 * Creates or updates the schedule of a connection, and triggers a poll unless it is paused. Idempotent except for the
 * poll. One poll per connection runs at a time; missed polls are not caught up.
 */
export async function savePollSchedule(client: Client, plan: PollPlan): Promise<void> {
  const { scheduleId, ...rest } = toSchedule(plan);
  const handle = client.schedule.getHandle(scheduleId);
  try {
    await client.schedule.create({ scheduleId, ...rest });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await handle.update(() => rest);
  }
  if (!plan.paused) await handle.trigger(ScheduleOverlapPolicy.SKIP);
}

/** Deletes the schedule of a connection, if any. A running poll stops by itself when it reads the connection. */
export async function deletePollSchedule(client: Client, connectionId: string): Promise<void> {
  try {
    await client.schedule.getHandle(toPollScheduleId(connectionId)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

function toSchedule({ connectionId, companyId, everyMinutes, paused }: PollPlan) {
  const scheduleId = toPollScheduleId(connectionId);
  const input: ConnectionPollInput = { connectionId, companyId };
  return {
    scheduleId,
    spec: { intervals: [{ every: everyMinutes * 60_000 }], jitter: '30 seconds' },
    action: {
      type: 'startWorkflow',
      workflowType: connectionPollType,
      taskQueue: caseTaskQueue,
      workflowId: scheduleId,
      args: [input],
      workflowRunTimeout: runTimeout,
      typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]),
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
    state: { paused },
  } satisfies ScheduleOptions;
}
