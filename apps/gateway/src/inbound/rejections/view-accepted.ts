import type { Accepted, IntakeContext, Outlook } from '@goen/cases';
import type { RejectionAccepted } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';
import type { CallingKey } from '../../identity/require-key.ts';

export const toIntakeContext = (
  { orm, personHashKey, now }: GatewayContext,
  { companyId }: Pick<CallingKey, 'companyId'>,
): IntakeContext => ({ orm, companyId, personHashKey, now: now() });

export const viewAccepted = (accepted: Accepted & Outlook): RejectionAccepted => ({
  case_id: accepted.caseId,
  rejection_id: accepted.rejectionId,
  known: accepted.known,
  joined: accepted.joined,
  next_step: accepted.nextStep,
  next_step_at: accepted.nextStepAt?.toISOString() ?? null,
  will_be_mailed: accepted.willBeMailed,
  ...(accepted.notMailedReason ? { not_mailed_reason: accepted.notMailedReason } : {}),
  ...(accepted.droppedTags.length > 0 ? { dropped_tags: [...accepted.droppedTags] } : {}),
});
