import { toTokyoDate } from '@goen/case-domain';
import type { ReInvitation } from '@goen/case-store';
import type { ViewActor } from '@goen/cases';
import type { ReInvitationView } from '@goen/contracts/public';

export function viewReInvitation(row: ReInvitation, now: Date, viewActor: ViewActor): ReInvitationView {
  const isUnanswered = row.state === 'interested' && !row.reply;
  return {
    id: row.id,
    position_id: row.positionId,
    position: row.about.position,
    candidate_id: row.candidateId,
    case_id: row.caseId,
    state: row.state,
    ended: row.ended ?? null,
    earlier_job: row.jobName ?? null,
    what_is_new: row.about.whatIsNew,
    owner: row.owner,
    created_by: viewActor(row.createdBy),
    created_at: row.createdAt.toISOString(),
    sent_at: toIso(row.sentAt),
    reminded_at: toIso(row.remindedAt),
    answer: row.answer ?? null,
    answered_at: toIso(row.answeredAt),
    ask_again_on: row.askAgainOn ?? null,
    due_on: row.dueOn ?? null,
    overdue: isUnanswered && Boolean(row.dueOn && row.dueOn < toTokyoDate(now.getTime())),
    reply: row.reply ?? null,
    replied_at: toIso(row.repliedAt),
    reapplied_at: toIso(row.reappliedAt),
    next_step: row.nextStep,
    next_step_at: toIso(row.nextStepAt),
  };
}

const toIso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;
