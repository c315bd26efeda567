import { caseTaskQueue, type FileImportInput, fileImportType, nudgeSignal } from '@goen/contracts/workflow';
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributeKeys } from './search-attributes.ts';

export const importWorkflowIdOf = (importId: string): string => `import:${importId}`;

/** Makes an import look at its row now; starts its workflow when none runs. */
export async function nudgeImport(
  client: Client,
  { importId, companyId }: { readonly importId: string; readonly companyId: string },
): Promise<void> {
  const input: FileImportInput = { importId, companyId, wakeAtMs: 0 };
  await client.workflow.signalWithStart(fileImportType, {
    workflowId: importWorkflowIdOf(importId),
    taskQueue: caseTaskQueue,
    args: [input],
    signal: nudgeSignal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    // Ahead of the starts of cases, which a file before this one may have made thousands of.
    priority: { priorityKey: 1 },
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]),
  });
}
