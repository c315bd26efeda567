import { caseTaskQueue, nudgeSignal, type ReInvitationInput, reInvitationType } from '@goen/contracts/workflow';
import type { Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { searchAttributeKeys } from './search-attributes.ts';

export const toReInvitationWorkflowId = (reInvitationId: string): string => `re-invitation:${reInvitationId}`;

/** Makes a re-invitation decide now; starts its workflow if none is running. */
export async function nudgeReInvitation(
  client: Client,
  { reInvitationId, companyId }: { readonly reInvitationId: string; readonly companyId: string },
): Promise<void> {
  const input: ReInvitationInput = { reInvitationId, companyId, wakeAtMs: 0 };
  await client.workflow.signalWithStart(reInvitationType, {
    workflowId: toReInvitationWorkflowId(reInvitationId),
    taskQueue: caseTaskQueue,
    args: [input],
    signal: nudgeSignal,
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    priority: { fairnessKey: companyId },
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributeKeys.companyId, value: companyId }]),
  });
}
