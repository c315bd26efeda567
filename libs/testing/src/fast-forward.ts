import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const {
  FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED: completed,
  FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT: again,
} = proto.temporal.api.enums.v1.FastForwardPollingResult;

/**
 * Moves the clock of one workflow to `untilMs` (ms since the epoch), over all its timers, runs and retries between;
 * work in flight is waited for. Answers false when the workflow ended on the way or is not ahead of that time.
 * Only on a server with time skipping: for the demo and tests.
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
      timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: durationOf(durationMs) } },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  for (;;) {
    const polled = await client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace,
      workflowExecution,
      fastForwardId: id,
    });
    if (polled.fastForwardPollingResult !== again) return polled.fastForwardPollingResult === completed;
  }
}

/** A workflow's own clock, ms since the epoch: the wall's, ahead by all the time that it skipped. */
async function virtualNowMs(client: Client, workflowId: string): Promise<number> {
  const described = await client.workflowService.describeWorkflowExecution({
    namespace: client.options.namespace,
    execution: { workflowId },
  });
  const current = described.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return current ? Number(current.seconds) * 1_000 + Math.floor((current.nanos ?? 0) / 1e6) : Date.now();
}

/** protobufjs takes plain numbers for 64-bit fields; its types know only Long. */
const durationOf = (ms: number) => ({ seconds: Math.floor(ms / 1_000) as never, nanos: (ms % 1_000) * 1_000_000 });
