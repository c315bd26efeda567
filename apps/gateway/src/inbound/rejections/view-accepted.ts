import type { Accepted, IntakeContext, Outlook } from '@goen/cases';
import type { FieldError, RejectionAccepted } from '@goen/contracts/public';
import type { GatewayContext } from '../../http/gateway-app.ts';

export const toIntakeContext = ({ orm, personHashKey, now }: GatewayContext, companyId: string): IntakeContext => ({
  orm,
  companyId,
  personHashKey,
  now: now(),
});

export const viewAccepted = (accepted: Accepted & Outlook): RejectionAccepted => ({
  case_id: accepted.caseId,
  rejection_id: accepted.rejectionId,
  known: accepted.known,
  joined: accepted.joined,
  next_step: accepted.nextStep,
  next_step_at: accepted.nextStepAt?.toISOString() ?? null,
  will_be_mailed: accepted.willBeMailed,
  ...(accepted.notMailedReason ? { not_mailed_reason: accepted.notMailedReason } : {}),
  ...viewDropped(accepted.droppedFields),
});

/** Tags that may not be collected have stood by themselves since before other details were dropped. */
function viewDropped(dropped: readonly FieldError[]): Pick<RejectionAccepted, 'dropped_fields' | 'dropped_tags'> {
  if (dropped.length === 0) return {};
  const tags = dropped.filter(({ code }) => code === 'sensitive_tag');
  return { dropped_fields: [...dropped], ...(tags.length > 0 ? { dropped_tags: tags } : {}) };
}
