import {
  type ConnectionPollInput,
  caseTaskQueue,
  connectionPollType,
  pollScheduleIdOf,
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

/** A run that hangs does not keep the next ones away for ever. */
const runTimeout = '2 hours';

/**
 * Makes the Schedule of a connection be as the plan says, whatever it was, and polls at once unless it is paused. A
 * repeat changes nothing but that. One poll of a connection runs at a time; what was missed is not caught up.
 */
export async function keepPollSchedule(client: Client, plan: PollPlan): Promise<void> {
  const { scheduleId, ...rest } = scheduleOf(plan);
  const handle = client.schedule.getHandle(scheduleId);
  try {
    await client.schedule.create({ scheduleId, ...rest });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await handle.update(() => rest);
  }
  if (!plan.paused) await handle.trigger(ScheduleOverlapPolicy.SKIP);
}

/** No more polls of a connection. One that runs now sees by its row that it is over. */
export async function dropPollSchedule(client: Client, connectionId: string): Promise<void> {
  try {
    await client.schedule.getHandle(pollScheduleIdOf(connectionId)).delete();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}

function scheduleOf({ connectionId, companyId, everyMinutes, paused }: PollPlan) {
  const scheduleId = pollScheduleIdOf(connectionId);
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
