import { caseTaskQueue, type FileImportInput, fileImportType, nudgeSignal } from '@goen/contracts/workflow';
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributeKeys } from './search-attributes.ts';

export const toImportWorkflowId = (importId: string): string => `import:${importId}`;

/** Makes an import decide now; starts its workflow if none is running. */
export async function nudgeImport(
  client: Client,
  { importId, companyId }: { readonly importId: string; readonly companyId: string },
): Promise<void> {
  const input: FileImportInput = { importId, companyId, wakeAtMs: 0 };
  await client.workflow.signalWithStart(fileImportType, {
    workflowId: toImportWorkflowId(importId),
    taskQueue: caseTaskQueue,
    args: [input],
    signal: nudgeSignal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    // Ahead of the starts of cases, of which an earlier file may have queued thousands.
    priority: { priorityKey: 1 },
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]),
  });
}
