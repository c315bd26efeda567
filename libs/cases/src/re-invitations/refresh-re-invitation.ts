import {
  findInterestDueDate,
  findLastFact,
  nextReInvitationStep,
  readReInvitationState,
} from '@goen/case-domain/re-invitation';
import type { Em, ReInvitation } from '@goen/case-store';
import { emitEvent } from '@goen/webhooks';
import type { LoadedReInvitation } from './load-re-invitation.ts';

/** Keeps on the row what lists show of the facts, and emits the webhooks of what is new. */
export async function refreshReInvitation(em: Em, { row, file }: LoadedReInvitation, nowMs: number): Promise<void> {
  const { facts, hours } = file;
  const before = { sentAt: row.sentAt, answeredAt: row.answeredAt, reappliedAt: row.reappliedAt, ended: row.ended };
  const step = nextReInvitationStep(file, nowMs);
  const toDate = (at: string | undefined) => (at === undefined ? null : new Date(at));
  const answered = findLastFact(facts, 'candidate.answered');
  const replied = findLastFact(facts, 'company.replied');
  const closed = findLastFact(facts, 're_invitation.closed');
  const isInterested = answered?.data.answer === 'interested';
  Object.assign(row, {
    state: readReInvitationState(facts),
    ended: closed?.data.ended ?? null,
    sentAt: toDate(findLastFact(facts, 'mail.sent', ({ data }) => data.mail === 're_invitation')?.at),
    remindedAt: toDate(findLastFact(facts, 'mail.sent', ({ data }) => data.mail === 're_invitation_reminder')?.at),
    answer: answered?.data.answer ?? null,
    answeredAt: toDate(answered?.at),
    askAgainOn: answered?.data.askAgainOn ?? null,
    dueOn: isInterested ? findInterestDueDate(Date.parse(answered.at), hours) : null,
    reply: replied?.data.reply ?? null,
    repliedAt: toDate(replied?.at),
    reappliedAt: toDate(findLastFact(facts, 'candidate.reapplied')?.data.at),
    closedAt: toDate(closed?.at),
    nextStep: step.kind === 'wait' ? step.next : step.kind === 'send' ? step.mail : step.kind,
    nextStepAt: step.kind === 'wait' ? new Date(step.untilMs) : step.kind === 'none' ? null : new Date(nowMs),
    ...(step.kind === 'send' ? {} : { mailWaitReason: null, mailWaitSince: null }),
  } satisfies Partial<ReInvitation>);
  await em.flush();
  await emitNews(em, row, before);
}

type Before = Pick<ReInvitation, 'sentAt' | 'answeredAt' | 'reappliedAt' | 'ended'>;

async function emitNews(em: Em, row: ReInvitation, before: Before): Promise<void> {
  const { id, companyId } = row;
  const ids = {
    re_invitation_id: id,
    position_id: row.positionId,
    candidate_id: row.candidateId,
    case_id: row.caseId,
  };
  const once = (news: string) => ({ dedupeKey: `re_invitation:${id}:${news}` });
  if (row.sentAt && !before.sentAt) await emitEvent(em, companyId, 're_invitation.sent', ids, once('sent'));
  if (row.answer && row.answeredAt && row.answeredAt.getTime() !== before.answeredAt?.getTime()) {
    const answer = { ...ids, answer: row.answer, ask_again_on: row.askAgainOn ?? null, due_on: row.dueOn ?? null };
    await emitEvent(em, companyId, 're_invitation.answered', answer, once(`answered:${row.answeredAt.getTime()}`));
  }
  if (row.reappliedAt && !before.reappliedAt) {
    await emitEvent(em, companyId, 're_invitation.reapplied', ids, once('reapplied'));
  }
  if (row.ended && !before.ended) {
    await emitEvent(em, companyId, 're_invitation.closed', { ...ids, ended: row.ended }, once('closed'));
  }
}
