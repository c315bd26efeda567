import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { History } = proto.temporal.api.history.v1;
export type WorkflowHistory = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;

/**
 * The histories of all runs of a workflow, oldest first, as plain JSON. (The SDK's own historyToJSON needs one
 * copy of protobufjs for all its packages, which an install may lack.)
 */
export async function allRuns(client: Client, workflowId: string): Promise<unknown[]> {
  const runs: unknown[] = [];
  let runId: string | undefined;
  do {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runs.unshift(History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String }));
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    runId = started?.continuedExecutionRunId || undefined;
  } while (runId !== undefined);
  return runs;
}

/** Converts a saved run to the history that a replay takes. */
export const toHistory = (run: unknown): WorkflowHistory => History.fromObject(run as object);
