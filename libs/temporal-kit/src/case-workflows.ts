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

export const workflowIdOf = (caseId: string): string => `case:${caseId}`;

/**
 * Starts the workflow of a case, asleep until `wakeAtMs`. One that runs is left as it is, so a repeat is harmless; one
 * that is closed may run again. The guard against two cases is the unique key in PostgreSQL, not this.
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

/** Makes a case look at its facts now; starts its workflow when none runs. */
export async function nudgeCase(client: Client, { caseId, companyId }: CaseRefs): Promise<void> {
  const attributes = new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]);
  await client.workflow.signalWithStart(candidateCaseType, {
    ...startOptions({ caseId, companyId, wakeAtMs: 0 }, attributes),
    signal: nudgeSignal,
  });
}

function startOptions(input: CandidateCaseInput, typedSearchAttributes: TypedSearchAttributes) {
  return {
    workflowId: workflowIdOf(input.caseId),
    taskQueue: caseTaskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    typedSearchAttributes,
  } satisfies WorkflowStartOptions;
}
