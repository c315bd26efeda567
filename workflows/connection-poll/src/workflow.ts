import { type ConnectionPollInput, pollTaskQueue, type VendorFaultCode } from '@goen/contracts/workflow';
import { ApplicationFailure } from '@temporalio/common';
import { ActivityFailure, proxyActivities, setCurrentDetails, setWorkflowOptions } from '@temporalio/workflow';
import { type PollActivities, type PollOutcome, vendorFailureType } from './activities.ts';

const { pollConnection } = proxyActivities<PollActivities>({
  taskQueue: pollTaskQueue,
  startToCloseTimeout: '30 minutes',
  scheduleToCloseTimeout: '90 minutes',
  heartbeatTimeout: '30 seconds',
  retry: { initialInterval: '10 seconds', maximumInterval: '5 minutes', maximumAttempts: 5 },
});

/**
 * One poll of a connection, started by its Schedule. A vendor that stays away ends it well: its row says so, and the
 * Schedule asks again. Everything else that fails is ours, and fails the workflow.
 */
export async function connectionPoll(connection: ConnectionPollInput): Promise<PollOutcome> {
  const outcome = await pollConnection(connection).catch(vendorStaysAway);
  setCurrentDetails(outcome.kind === 'polled' ? `Read ${outcome.pages} pages.` : `Ended: ${outcome.kind}.`);
  return outcome;
}
setWorkflowOptions({ versioningBehavior: 'AUTO_UPGRADE' }, connectionPoll);

function vendorStaysAway(error: unknown): PollOutcome {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure) || cause.type !== vendorFailureType) throw error;
  return { kind: 'faulty', code: cause.message as VendorFaultCode };
}
