import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const {
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: completed,
  FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT: pollTimeout,
} = proto.temporal.api.enums.v1.FastForwardPollingResult;

/**
 * How far past a due time to fast-forward, so that the work due then ends before the target is reached. When a target
 * passes while work is in flight, server 1.32.1 skips on to the next timer instead of stopping.
 */
export const fastForwardMarginMs = 10 * 60_000;

/**
 * Moves the clock of one workflow to `untilMs` (ms since the epoch), through all its timers, runs and retries; waits for
 * work in flight. Returns false when the workflow ended on the way or its clock is already past that time. Can be
 * retried after an error: a fast-forward that is under way is waited for, not repeated. Needs a server with time
 * skipping: for the demo and tests.
 */
export async function fastForward(client: Client, workflowId: string, to: { untilMs: number }): Promise<boolean> {
  const pendingId = (await describeClock(client, workflowId)).pendingId;
  if (pendingId) await waitForFastForward(client, workflowId, pendingId);
  const durationMs = to.untilMs - (await describeClock(client, workflowId)).nowMs;
  if (durationMs <= 0) return false;
  const id = randomUUID();
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: toProtoDuration(durationMs) } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  return waitForFastForward(client, workflowId, id);
}

async function waitForFastForward(client: Client, workflowId: string, fastForwardId: string): Promise<boolean> {
  for (;;) {
    const { fastForwardPollingResult: result } = await client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      fastForwardId,
    });
    if (result !== pollTimeout) return result === completed;
  }
}

/** A workflow's own clock (ms since the epoch: the wall clock plus all skipped time) and its running fast-forward. */
async function describeClock(client: Client, workflowId: string): Promise<{ nowMs: number; pendingId: string | null }> {
  const described = await client.workflowService.describeWorkflowExecution({
    namespace: client.options.namespace,
    execution: { workflowId },
  });
  const info = described.workflowExtendedInfo?.timeSkippingInfo;
  const current = info?.currentTime;
  const config = info?.effectiveConfig;
  return {
    nowMs: current ? Number(current.seconds) * 1_000 + Math.floor((current.nanos ?? 0) / 1e6) : Date.now(),
    pendingId: (config?.enabled && config.fastForwardConfig?.id) || null,
  };
}

/** protobufjs accepts plain numbers for 64-bit fields, but its types know only Long. */
const toProtoDuration = (ms: number) => ({ seconds: Math.floor(ms / 1_000) as never, nanos: (ms % 1_000) * 1_000_000 });
