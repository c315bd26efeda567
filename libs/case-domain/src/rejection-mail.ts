import { findNextMailNumber, hasInvitationFailed, isAnswered } from './mail-facts.ts';
import { findEarliestSendMs, findSendMs, recheckAfterMs } from './mail-timing.ts';
import { hasBasis, isBarredFromInvitations, isSenderComplete } from './regulated-mail-conditions.ts';
import { findFurthestStage, type Rejection } from './rejections.ts';
import { isPaused, type PendingMail, type PendingStep, type Situation } from './situation.ts';

const stepName = 'rejection_mail';
const dayMs = 24 * 60 * 60 * 1000;

/** Live rejections that still need a result mail. One reported too late, or of an unknown date, gets none. */
export const findRejectionsToAnswer = ({ facts, settings, summary }: Situation): readonly Rejection[] =>
  summary.live.filter(
    ({ id, silent, noResult, rejectedAtMs, acceptedAtMs }) =>
      silent === null &&
      noResult === null &&
      acceptedAtMs - rejectedAtMs <= settings.maxReportAgeDays * dayMs &&
      !isAnswered(facts, id),
  );

/** The mail carries a relay invitation only where regulated mail is allowed and the person has not answered yet. */
const canInvite = (situation: Situation, rejections: readonly Rejection[]): boolean =>
  situation.settings.takesPartInRelay &&
  situation.settings.invitesWithRejection &&
  isSenderComplete(situation) &&
  hasBasis(situation) &&
  !isBarredFromInvitations(situation) &&
  !isPaused(situation) &&
  (situation.summary.relay.state === 'unknown' || situation.summary.relay.state === 'lapsed') &&
  !rejections.some(({ id }) => hasInvitationFailed(situation.facts, id));

/** Plans one result mail for all unanswered rejections, once the undo window of the last one is over. */
export const planRejectionMail = (situation: Situation): PendingStep | PendingMail | null => {
  const { caseId, facts, nowMs, settings } = situation;
  const rejections = findRejectionsToAnswer(situation);
  if (rejections.length === 0) return null;
  const lastAcceptedMs = Math.max(...rejections.map(({ acceptedAtMs }) => acceptedAtMs));
  const undoUntilMs = lastAcceptedMs + settings.undoWindowMinutes * 60_000;
  const dueMs = findEarliestSendMs(undoUntilMs, settings.hours, caseId, stepName);
  const atMs = dueMs === null ? null : findSendMs(situation, dueMs, stepName);
  if (dueMs === null || atMs === null) return { atMs: nowMs + recheckAfterMs, next: stepName, step: null };
  return {
    atMs,
    next: stepName,
    dueMs,
    undoUntilMs,
    step: {
      kind: 'mail',
      mail: canInvite(situation, rejections) ? 'rejection_relay' : 'rejection',
      n: findNextMailNumber(facts),
      rejectionIds: rejections.map(({ id }) => id),
      stage: findFurthestStage(rejections),
    },
  };
};
