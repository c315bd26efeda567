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
  { caseId, companyId, wakeAtMs, stage, nextStep }: CaseRefs & CaseAttributes & { readonly wakeAtMs: number },
): Promise<void> {
  const attributes = new TypedSearchAttributes([
    { key: searchAttributeKeys.companyId, value: companyId },
    { key: searchAttributeKeys.stage, value: stage },
    { key: searchAttributeKeys.nextStep, value: nextStep },
    { key: searchAttributeKeys.nextStepAt, value: new Date(wakeAtMs) },
  ]);
  await client.workflow.start(
    candidateCaseType,
    startOptions({ caseId, companyId, wakeAtMs, next: nextStep }, attributes),
  );
}

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
    typedSearchAttributes,
  } satisfies WorkflowStartOptions;
}
