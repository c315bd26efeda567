import type { FollowUpCase } from '@goen/case-store';
import type { CompanySettings } from '@goen/contracts/internal';
import type { ApprovalState, QueuedMail } from '@goen/contracts/public';

export type Undecided = Extract<ApprovalState, 'awaiting' | 'not_needed'>;

/** The state of a mail about which nobody decided: the company's setting says it, now. */
export const undecidedOf = (approval: CompanySettings['approval']): Undecided =>
  approval === 'required' ? 'awaiting' : 'not_needed';

/** The next mail of a case as its row keeps it; null: none comes. */
export function nextMailOf(row: FollowUpCase, undecided: Undecided) {
  if (!row.nextMail) return null;
  const approval: ApprovalState = row.mailDecision ?? undecided;
  const sendsAt = approval === 'held' ? null : iso(row.queuedAt);
  return { kind: row.nextMail, approval, sends_at: sendsAt, undo_until: iso(row.undoUntil) };
}

type JobNames = ReadonlyMap<string, string | null | undefined>;

/** As the queue lists it. `jobs` by the id of the rejection. */
export function queuedMailOf(row: FollowUpCase, undecided: Undecided, jobs: JobNames): QueuedMail[] {
  const next = nextMailOf(row, undecided);
  if (next === null) return [];
  const ids = row.nextMailRejectionIds ?? [];
  const { kind, ...rest } = next;
  const mail = {
    case_id: row.id,
    candidate_id: row.candidateId,
    kind,
    rejection_ids: [...ids],
    jobs: [...new Set(ids.flatMap((id) => jobs.get(id) ?? []))],
    stage: row.nextMailStage ?? row.stage,
    ...rest,
    edited: Boolean(row.mailEditId),
    decided_by: row.decidedBy ?? null,
    decided_at: iso(row.decidedAt),
  };
  return [mail];
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;
