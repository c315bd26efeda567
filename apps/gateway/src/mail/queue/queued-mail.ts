import type { FollowUpCase } from '@goen/case-store';
import type { ViewActor } from '@goen/cases';
import type { CompanySettings } from '@goen/contracts/internal';
import type { ApprovalState, QueuedMail } from '@goen/contracts/public';

/** A row of the queue before the names of those who decided are looked up. */
export type UnnamedMail = Omit<QueuedMail, 'decided_by'> & { readonly decided_by: string | null };

export const nameDecider = (mail: UnnamedMail, viewActor: ViewActor): QueuedMail => ({
  ...mail,
  decided_by: viewActor(mail.decided_by),
});

export type Undecided = Extract<ApprovalState, 'awaiting' | 'not_needed'>;

/** The state of a mail without a decision, by the company's current setting. */
export const toUndecidedState = (approval: CompanySettings['approval']): Undecided =>
  approval === 'required' ? 'awaiting' : 'not_needed';

/** The next mail of a case from its projection; null when there is none. */
export function viewNextMail(row: FollowUpCase, undecided: Undecided) {
  if (!row.nextMail) return null;
  const approval: ApprovalState = row.mailDecision === 'lapsed' ? 'awaiting' : (row.mailDecision ?? undecided);
  const sendsAt = approval === 'held' ? null : toIso(row.queuedAt);
  const waitingFor = toWaitingFor(approval, row.noteMissing);
  return {
    kind: row.nextMail,
    approval,
    waiting_for: waitingFor,
    sends_at: sendsAt,
    undo_until: toIso(row.undoUntil),
  };
}

/** The note comes first: a mail without it cannot be approved. */
function toWaitingFor(approval: ApprovalState, noteMissing: boolean): QueuedMail['waiting_for'] {
  if (approval === 'held') return null;
  if (noteMissing) return 'personal_note';
  return approval === 'awaiting' ? 'approval' : null;
}

type JobNames = ReadonlyMap<string, string | null | undefined>;

/** A row of the queue; null when the case has no next mail. `jobs` by rejection id. */
export function viewQueuedMail(row: FollowUpCase, undecided: Undecided, jobs: JobNames): UnnamedMail | null {
  const next = viewNextMail(row, undecided);
  if (next === null) return null;
  const ids = row.nextMailRejectionIds ?? [];
  const { kind, ...rest } = next;
  return {
    case_id: row.id,
    candidate_id: row.candidateId,
    kind,
    rejection_ids: [...ids],
    jobs: [...new Set(ids.flatMap((id) => jobs.get(id) ?? []))],
    stage: row.stage,
    ...rest,
    edited: Boolean(row.mailEditId),
    decided_by: row.decidedBy ?? null,
    decided_at: toIso(row.decidedAt),
  };
}

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
