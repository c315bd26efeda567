import {
  type CandidateCaseInput,
  type CaseAttributes,
  candidateCaseType,
  caseTaskQueue,
  nudgeSignal,
} from '@goen/contracts/workflow';
import type { Client, WorkflowStartOptions } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributeKeys } from './search-attributes.ts';

export type CaseRefs = { readonly caseId: string; readonly companyId: string };

export const toCaseWorkflowId = (caseId: string): string => `case:${caseId}`;

/**
 * Starts the workflow of a case, asleep until `wakeAtMs`. A running workflow is left as it is, so a repeat is harmless;
 * a closed one is started again. The unique key in PostgreSQL, not this, prevents two cases.
 */
export async function startCase(
  client: Client,
  { caseId, companyId, wakeAtMs, stage, nextStep }: CaseRefs & Partial<CaseAttributes> & { readonly wakeAtMs: number },
): Promise<void> {
  const attributes = new TypedSearchAttributes([
    { key: searchAttributeKeys.companyId, value: companyId },
    ...(stage ? [{ key: searchAttributeKeys.stage, value: stage }] : []),
    ...(nextStep ? [{ key: searchAttributeKeys.nextStep, value: nextStep }] : []),
    { key: searchAttributeKeys.nextStepAt, value: new Date(wakeAtMs) },
  ]);
  const input = { caseId, companyId, wakeAtMs, ...(nextStep && { next: nextStep }) };
  await client.workflow.start(candidateCaseType, startOptions(input, attributes));
}

/** Workflow tasks of cases that wait for a worker, about. */
export async function countCaseBacklog(client: Client): Promise<number> {
  const { stats } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: caseTaskQueue },
    taskQueueType: workflowTasks,
    reportStats: true,
  });
  return Number(stats?.approximateBacklogCount ?? 0);
}

/** temporal.api.enums.v1.TaskQueueType */
const workflowTasks = 1;

/** Makes a case decide now; starts its workflow if none is running. */
export async function nudgeCase(client: Client, { caseId, companyId }: CaseRefs): Promise<void> {
  const attributes = new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]);
  await client.workflow.signalWithStart(candidateCaseType, {
    ...startOptions({ caseId, companyId, wakeAtMs: 0 }, attributes),
    signal: nudgeSignal,
  });
}

function startOptions(input: CandidateCaseInput, typedSearchAttributes: TypedSearchAttributes) {
  return {
    workflowId: toCaseWorkflowId(input.caseId),
    taskQueue: caseTaskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    // Tasks of the workflow and of its activities: where they queue, companies take turns.
    priority: { fairnessKey: input.companyId },
    typedSearchAttributes,
  } satisfies WorkflowStartOptions;
}
