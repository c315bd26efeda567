import type { AuditActor, NewAuditEvent } from '@goen/cases';
import type { MailDecision } from '@goen/contracts/public';

const actions = {
  approve: 'mail.approved',
  edit: 'mail.edited',
  revoke: 'mail.approval_revoked',
  hold: 'mail.held',
  release: 'mail.released',
  cancel: 'mail.cancelled',
  send_now: 'mail.sent_now',
  reschedule: 'mail.rescheduled',
} as const;

type Decider = {
  readonly companyId: string;
  readonly actor: AuditActor;
  /** Of the introduction or re-invitation that the mail is about. */
  readonly aboutId?: string;
};

/** The audit event of a decision about one mail, whatever it is about. */
export const toDecisionAudit = (
  { case_id: id, kind, action, rejection_ids: ids, wording }: MailDecision,
  { companyId, actor, aboutId }: Decider,
): NewAuditEvent => ({
  companyId,
  actor,
  action: actions[action],
  subject: { type: 'case', id },
  data: { kind, ...(ids && { rejection_ids: ids }), ...(aboutId && { about_id: aboutId }), edited: Boolean(wording) },
});
