import { isProtectedAfterHire } from './hire-protection.ts';
import { isBarredFromAsking } from './keeping.ts';
import { findNextMailNumber, hasInvitationFailed } from './mail-facts.ts';
import { findSendMs, recheckAfterMs } from './mail-timing.ts';
import { isNoteMissing } from './personal-note.ts';
import { hasBasis, isBarredFromInvitations, isSenderComplete } from './regulated-mail-conditions.ts';
import { findFurthestStage, type Rejection } from './rejections.ts';
import { findRejectionsToAnswer, isLate } from './rejections-to-answer.ts';
import { findResultTiming } from './result-timing.ts';
import { isPaused, type PendingMail, type PendingStep, type Situation } from './situation.ts';

const stepName = 'rejection_mail';
/** The mail carries a relay invitation only where regulated mail is allowed and the person has not answered yet. */
const canInvite = (situation: Situation, rejections: readonly Rejection[]): boolean =>
  situation.settings.takesPartInRelay &&
  situation.settings.invitesWithRejection &&
  !isBarredFromAsking(situation) &&
  isSenderComplete(situation) &&
  hasBasis(situation) &&
  !isBarredFromInvitations(situation) &&
  !isPaused(situation) &&
  !isProtectedAfterHire(situation.joinedOn, situation.nowMs) &&
  (situation.summary.relay.state === 'unknown' || situation.summary.relay.state === 'lapsed') &&
  !rejections.some(({ id }) => hasInvitationFailed(situation.facts, id));

/** The plain version and the one with the invitation; an apology when all of them are late. */
const chooseKind = (situation: Situation, rejections: readonly Rejection[]): PendingMail['step']['mail'] => {
  if (rejections.every((rejection) => isLate(rejection, situation))) return 'rejection_late';
  return canInvite(situation, rejections) ? 'rejection_relay' : 'rejection';
};

/** Plans one result mail for all unanswered rejections. */
export const planRejectionMail = (situation: Situation): PendingStep | PendingMail | null => {
  const { facts, nowMs } = situation;
  const rejections = findRejectionsToAnswer(situation);
  if (rejections.length === 0) return null;
  const { dueMs, undoUntilMs } = findResultTiming(situation, rejections);
  const atMs = dueMs === null ? null : findSendMs(situation, dueMs, stepName);
  if (dueMs === null || atMs === null) return { atMs: nowMs + recheckAfterMs, next: stepName, step: null };
  return {
    atMs,
    next: stepName,
    dueMs,
    undoUntilMs,
    isNoteMissing: isNoteMissing(situation, rejections),
    step: {
      kind: 'mail',
      mail: chooseKind(situation, rejections),
      n: findNextMailNumber(facts),
      rejectionIds: rejections.map(({ id }) => id),
      stage: findFurthestStage(rejections),
    },
  };
};
