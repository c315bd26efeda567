import { tokyoDate } from './calendar.ts';
import { firstMomentFrom, leavesAtMs, recheckAfterMs } from './due.ts';
import { invitationFailed, isAnswered, nextMailNumber } from './mails.ts';
import { hasBasis, regulatedMailsEnded, senderIsComplete } from './regulated.ts';
import { furthestStage, type Rejection } from './rejections.ts';
import type { Pending, PendingMail, Situation } from './situation.ts';

const kind = 'rejection_mail';
const dayMs = 24 * 60 * 60 * 1000;

/** Live rejections that still wait for their mail. One reported too late gets none: the person knows by now. */
export const unansweredOf = ({ facts, settings, standing }: Situation): readonly Rejection[] =>
  standing.live.filter(
    ({ id, silent, rejectedAtMs, acceptedAtMs }) =>
      silent === null && acceptedAtMs - rejectedAtMs <= settings.maxReportAgeDays * dayMs && !isAnswered(facts, id),
  );

const isPaused = ({ nowMs, standing: { pausedUntil } }: Situation): boolean =>
  pausedUntil !== null && tokyoDate(nowMs) < pausedUntil;

/** The mail invites to the relay only where a regulated mail may go and the question is still open. */
const mayInvite = (situation: Situation, rejections: readonly Rejection[]): boolean =>
  situation.settings.takesPartInRelay &&
  situation.settings.invitesWithRejection &&
  senderIsComplete(situation) &&
  hasBasis(situation) &&
  !regulatedMailsEnded(situation) &&
  !isPaused(situation) &&
  (situation.standing.relay.state === 'unknown' || situation.standing.relay.state === 'lapsed') &&
  !rejections.some(({ id }) => invitationFailed(situation.facts, id));

/** One mail answers all rejections that wait, once the undo window of the last one is over. */
export const rejectionMail = (situation: Situation): Pending | PendingMail | null => {
  const { caseId, facts, nowMs, settings } = situation;
  const rejections = unansweredOf(situation);
  if (rejections.length === 0) return null;
  const lastAcceptedMs = Math.max(...rejections.map(({ acceptedAtMs }) => acceptedAtMs));
  const undoneUntilMs = lastAcceptedMs + settings.undoWindowMinutes * 60_000;
  const dueMs = firstMomentFrom(undoneUntilMs, settings.hours, caseId, kind);
  const atMs = dueMs === null ? null : leavesAtMs(situation, dueMs, kind);
  if (dueMs === null || atMs === null) return { atMs: nowMs + recheckAfterMs, next: kind, step: null };
  return {
    atMs,
    next: kind,
    dueMs,
    undoUntilMs: undoneUntilMs,
    step: {
      kind: 'mail',
      mail: mayInvite(situation, rejections) ? 'rejection_relay' : 'rejection',
      n: nextMailNumber(facts),
      rejectionIds: rejections.map(({ id }) => id),
      stage: furthestStage(rejections),
    },
  };
};
