import {
  caseTaskQueue,
  type IntroductionInput,
  introductionType,
  nudgeSignal,
  relayRoundId,
  relayRoundType,
} from '@goen/contracts/workflow';
import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributeKeys } from './search-attributes.ts';

export const toIntroductionWorkflowId = (introductionId: string): string => `introduction:${introductionId}`;

/** Makes an introduction decide now; starts its workflow if none is running. */
export async function nudgeIntroduction(
  client: Client,
  { introductionId, companyId }: { readonly introductionId: string; readonly companyId: string },
): Promise<void> {
  const input: IntroductionInput = { introductionId, wakeAtMs: 0 };
  await client.workflow.signalWithStart(introductionType, {
    workflowId: toIntroductionWorkflowId(introductionId),
    taskQueue: caseTaskQueue,
    args: [input],
    signal: nudgeSignal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]),
  });
}

/** Creates the schedule of the relay round if it does not exist; an existing one is left as it is. */
export async function ensureRelaySchedule(client: Client, everyMinutes: number): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: relayRoundId,
      spec: { intervals: [{ every: everyMinutes * 60_000 }] },
      action: {
        type: 'startWorkflow',
        workflowType: relayRoundType,
        taskQueue: caseTaskQueue,
        workflowId: relayRoundId,
      },
      policies: { overlap: ScheduleOverlapPolicy.BUFFER_ONE, catchupWindow: '1 hour' },
      memo: { purpose: 'ends expired consents and matches candidates with open positions' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

/** Triggers a round now. At most one runs and one waits, however many are triggered. */
export const triggerRelayRound = (client: Client): Promise<void> =>
  client.schedule.getHandle(relayRoundId).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
