import { applyApproval } from './approval.ts';
import { toTokyoDate } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import { planFeedback } from './feedback.ts';
import { planFollowUps } from './follow-ups.ts';
import { isErasureDue, planKeeping } from './keeping-steps.ts';
import { isRecruiterReminderDue, planAddressReminder } from './recruiter-reminder.ts';
import { findReferralMarkedDuplicate, findUnreversedReferral, planReferral } from './referral.ts';
import { isUnconfirmed, planRegistrationExpiry } from './registration-expiry.ts';
import { isBarredFromFollowUps } from './regulated-mail-conditions.ts';
import { planRejectionMail } from './rejection-mail.ts';
import { planRelayInvitation } from './relay-invitation.ts';
import { planRelayReminder } from './relay-reminder.ts';
import { applyRescheduling } from './rescheduling.ts';
import { assessSituation, isMail, type PendingStep, type Situation } from './situation.ts';
import type { CloseReason, Step } from './steps.ts';

/** The result mail goes first: no other mail is planned while it waits. */
const planMailsInOrder = (situation: Situation): readonly PendingStep[] => {
  const { addressUnusable, closed, closedReason } = situation.summary;
  if (addressUnusable || (closed && closedReason !== 'superseded')) return [];
  const feedback = planFeedback(situation);
  const answers = feedback ? [feedback] : [];
  // The case that took over does the rest.
  if (closed) return answers;
  const rejectionMail = planRejectionMail(situation);
  if (rejectionMail) return [rejectionMail];
  // Whoever asked gets an answer, whatever mails they stopped.
  if (isBarredFromFollowUps(situation)) return answers;
  const keeping = planKeeping(situation);
  const invitations = [planRelayInvitation(situation), planRelayReminder(situation)];
  const asking = [...planFollowUps(situation), ...invitations.filter((invitation) => invitation !== null)];
  // After a pause or an outage the notice alone asks what the last follow-up would have asked the same day.
  const notice = keeping.find(({ next }) => next === 'keeping_notice');
  const isBeforeNotice = ({ atMs }: PendingStep) => !notice || toTokyoDate(atMs) < toTokyoDate(notice.atMs);
  return [...asking.filter(isBeforeNotice), ...keeping, ...answers];
};

/** Why a case closes that has nothing left to do. */
const findCloseReason = ({ summary }: Situation): CloseReason => {
  if (summary.addressUnusable) return 'address_unusable';
  if (summary.stopped.followUps) return 'unsubscribed';
  if (summary.reapplied) return 'reapplied';
  return summary.isLatestUnrejected ? 'unrejected' : 'story_told';
};

/** Why the case is over at once, by a decision of the person or the company; null while it goes on. */
const findEnding = (situation: Situation): CloseReason | null => {
  const { addressState, summary } = situation;
  if (summary.erased) return 'erased';
  if (isUnconfirmed(situation)) return null;
  if (summary.live.length === 0 && summary.registration?.hasEnded) return 'registration_ended';
  if (summary.live.length === 0) return summary.cancelled.length > 0 ? 'unrejected' : 'without_mail';
  if (addressState === 'of_another' || summary.live.every(({ silent }) => silent !== null)) return 'without_mail';
  return summary.hired ? 'hired' : null;
};

/** The mails still to come, before approvals are applied. While the address is shared, its decision replaces them. */
export const planMails = (situation: Situation): readonly PendingStep[] => {
  if (findEnding(situation) !== null || situation.summary.erasurePending) return [];
  const mails = planMailsInOrder(situation).map((mail) => (isMail(mail) ? applyRescheduling(situation, mail) : mail));
  return situation.addressState === 'shared' && mails.length > 0 ? [planAddressReminder(situation)] : mails;
};

/** `mails`: the result of `planMails`, for callers that have it already. */
export const decideStep = (situation: Situation, mails = planMails(situation)): Step => {
  const { nowMs, summary } = situation;
  if (summary.erasurePending) return { kind: 'erase' };
  if (summary.suppressionPending) return { kind: 'suppress' };
  const ending = findEnding(situation);
  const duplicate = findReferralMarkedDuplicate(situation);
  const isTakenBack = ending === 'unrejected' || ending === 'registration_ended';
  const toReverse = duplicate ?? (isTakenBack ? findUnreversedReferral(situation) : null);
  const reason = duplicate ? 'duplicate' : 'unrejected';
  if (toReverse) return { kind: 'reverse_referral', n: toReverse.n, entryId: toReverse.entryId, reason };

  if (isErasureDue(situation, mails)) return { kind: 'erase' };

  const referral = ending === null ? planReferral(situation) : null;
  const gatedMails = mails.map((mail) => (isMail(mail) ? applyApproval(situation, mail) : mail));
  const expiry = planRegistrationExpiry(situation);
  const pending = [...[expiry, referral].filter((step) => step !== null), ...gatedMails];
  const due = pending.find(({ atMs, step }) => atMs <= nowMs && step !== null);
  if (due?.step) return due.step;
  if (isRecruiterReminderDue(situation, mails)) return { kind: 'remind_recruiter', date: toTokyoDate(nowMs) };
  const soonest = pending.reduce<PendingStep | null>(
    (best, candidate) => (best && best.atMs <= candidate.atMs ? best : candidate),
    null,
  );
  if (soonest) return { kind: 'wait', untilMs: soonest.atMs, next: soonest.next };
  return summary.closed ? { kind: 'none' } : { kind: 'close', reason: ending ?? findCloseReason(situation) };
};

/**
 * Decides what a case does now, or until when it waits. Pure: the same facts, in any order, at the same instant give
 * the same step.
 */
export const nextStep = (input: CaseInput, nowMs: number): Step => decideStep(assessSituation(input, nowMs));
