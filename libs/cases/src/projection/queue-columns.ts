import type { NextMail } from '@goen/case-domain';
import type { FollowUpCase } from '@goen/case-store';

type QueueColumns = Pick<
  FollowUpCase,
  | 'nextMail'
  | 'nextMailRejectionIds'
  | 'nextMailStage'
  | 'queuedAt'
  | 'undoUntil'
  | 'mailDecision'
  | 'mailEditId'
  | 'noteMissing'
  | 'decidedBy'
  | 'decidedAt'
>;

/** The next mail as the row of its case keeps it for the queue. */
export const toQueueColumns = (mail: NextMail | null): QueueColumns => ({
  nextMail: mail?.mail ?? null,
  nextMailRejectionIds: mail ? [...mail.rejectionIds] : null,
  nextMailStage: mail?.stage ?? null,
  queuedAt: mail ? new Date(mail.queuedAtMs) : null,
  undoUntil: mail && mail.undoUntilMs !== null ? new Date(mail.undoUntilMs) : null,
  mailDecision: mail && toDecision(mail),
  mailEditId: mail?.editId ?? null,
  noteMissing: mail?.isNoteMissing ?? false,
  decidedBy: mail?.lastDecision?.by ?? null,
  decidedAt: mail?.lastDecision ? new Date(mail.lastDecision.atMs) : null,
});

/** Null: undecided, so the company's setting decides whether the mail waits. */
function toDecision({ approval, isSuperseded }: NextMail): FollowUpCase['mailDecision'] {
  if (approval === 'held' || approval === 'approved') return approval;
  return isSuperseded ? 'lapsed' : null;
}
