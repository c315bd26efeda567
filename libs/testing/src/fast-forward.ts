import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const {
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: completed,
  FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT: pollTimeout,
} = proto.temporal.api.enums.v1.FastForwardPollingResult;

/**
 * Moves the clock of one workflow to `untilMs` (ms since the epoch), through all its timers, runs and retries; waits for
 * work in flight. Returns false when the workflow ended on the way or its clock is already past that time. Needs a
 * server with time skipping: for the demo and tests.
 */
export async function fastForward(client: Client, workflowId: string, to: { untilMs: number }): Promise<boolean> {
  const namespace = client.options.namespace;
  const workflowExecution = { workflowId };
  const durationMs = to.untilMs - (await virtualNowMs(client, workflowId));
  if (durationMs <= 0) return false;
  const id = randomUUID();
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: toProtoDuration(durationMs) } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  for (;;) {
    const polled = await client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace,
      workflowExecution,
      fastForwardId: id,
    });
    if (polled.fastForwardPollingResult !== pollTimeout) return polled.fastForwardPollingResult === completed;
  }
}

/** A workflow's own clock, ms since the epoch: the wall clock plus all skipped time. */
async function virtualNowMs(client: Client, workflowId: string): Promise<number> {
  const described = await client.workflowService.describeWorkflowExecution({
    namespace: client.options.namespace,
    execution: { workflowId },
  });
  const current = described.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return current ? Number(current.seconds) * 1_000 + Math.floor((current.nanos ?? 0) / 1e6) : Date.now();
}

/** protobufjs accepts plain numbers for 64-bit fields, but its types know only Long. */
const toProtoDuration = (ms: number) => ({ seconds: Math.floor(ms / 1_000) as never, nanos: (ms % 1_000) * 1_000_000 });
