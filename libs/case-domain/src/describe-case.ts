import type { ApprovalState, ConsentState, MailPreferences, StageKind, StepName } from '@goen/contracts/workflow';
import { applyApproval, readApproval } from './approval.ts';
import { parseInstantMs } from './calendar.ts';
import type { CaseInput } from './case-input.ts';
import { isRenewable } from './consents.ts';
import { selectFacts } from './facts.ts';
import { type FeedbackState, readFeedback } from './feedback.ts';
import { isProtectedAfterHire } from './hire-protection.ts';
import { isAskedToRenew, isResultOnly, type Keeping, readKeeping } from './keeping.ts';
import { findErasureDate, isToldOfErasure } from './keeping-steps.ts';
import { decideStep, planMails } from './next-step.ts';
import { findInvitableFrom } from './re-invitation/find-blocks.ts';
import { isOverdue } from './recruiter-reminder.ts';
import { findUnreversedReferral, isLicenceValid, isReferralWanted } from './referral.ts';
import { findRegistrationExpiryMs, isUnconfirmed } from './registration-expiry.ts';
import { hasBasis, isBarredFromFollowUps } from './regulated-mail-conditions.ts';
import { findLatestRejection } from './rejections.ts';
import { findWantedMs } from './rescheduling.ts';
import { assessSituation, isMail, isPaused, type PendingStep, type Situation } from './situation.ts';
import { type MailStep, type Step, toStepName } from './steps.ts';
import type { StoppedMails } from './stopped-mails.ts';

/** The next mail of a case, and what members of the company decided about it. */
export type NextMail = MailStep & {
  /** Null while it is held or all mails of the company are paused: it has no date then. */
  readonly sendsAtMs: number | null;
  /** When a member wanted it to leave; null: nobody moved it. */
  readonly wantedMs: number | null;
  /** When it will be sent, or would be if it were not held. */
  readonly queuedAtMs: number;
  /** For a result mail: until when an un-rejection still prevents it. */
  readonly undoUntilMs: number | null;
  readonly approval: ApprovalState;
  /** Whether exactly this mail was approved; a hold may still keep it back. */
  readonly isApproved: boolean;
  readonly editId: string | null;
  /** Of the rendered mail that was approved. */
  readonly approvedDigest: string | null | undefined;
  /** A member approved another version of it: it needs a new approval, whatever the company's setting. */
  readonly isSuperseded: boolean;
  /** It waits until somebody writes its personal note. */
  readonly isNoteMissing: boolean;
  readonly lastDecision: { readonly by: string; readonly atMs: number } | null;
};

/** A case as lists and pages show it. */
export type CaseDescription = {
  readonly state: 'open' | 'closed';
  readonly closedReason: string | null;
  /** Of the latest live rejection, else of the latest cancelled one. */
  readonly stage: StageKind;
  readonly step: Step;
  /** The name of `step`, or of the one it waits for. */
  readonly next: StepName;
  /** Now when the step is due; null when nothing is to come or the next mail is held or paused. */
  readonly nextAtMs: number | null;
  readonly consents: { readonly follow_up: ConsentState; readonly relay: ConsentState };
  /** The relay consent has expired or will expire soon: the person may renew it. */
  readonly relayRenewable: boolean;
  /** When the relay consent expires; null while there is none. */
  readonly relayExpiresAtMs: number | null;
  /** `unconfirmed`: the person registered, and their rejection is not confirmed yet. */
  readonly referral: 'none' | 'unconfirmed' | 'waiting_for_licence' | 'made' | 'refused' | 'reversed';
  readonly hasLiveRejection: boolean;
  readonly cancelledRejectionIds: readonly string[];
  readonly stoppedMails: StoppedMails;
  /** A bounce or a complaint: no consent brings mails back. */
  readonly addressUnusable: boolean;
  readonly preferences: MailPreferences;
  readonly feedback: FeedbackState;
  readonly keeping: Keeping;
  /** The date on which the details are erased; null: not known, or the result is still to come. */
  readonly keepUntil: string | null;
  /** The person is asked whether they go on being kept. */
  readonly isAskedToRenew: boolean;
  /** Mails announce the erasure of somebody who is kept. */
  readonly isToldOfErasure: boolean;
  /** Whether the person may be sent a regulated mail today. */
  readonly mayBeMailed: boolean;
  /** The date from which the case allows mails about openings; `never` until something happens. */
  readonly invitableFrom: string;
  readonly mail: NextMail | null;
  /** When the data of an unconfirmed registration is deleted; null for everybody else. */
  readonly registrationExpiresAtMs: number | null;
};

const readReferralState = (situation: Situation): CaseDescription['referral'] => {
  if (findUnreversedReferral(situation)) return 'made';
  if (isUnconfirmed(situation)) return 'unconfirmed';
  const { facts, licence, nowMs } = situation;
  if (isReferralWanted(situation) && !isLicenceValid(licence, nowMs)) return 'waiting_for_licence';
  const last = selectFacts(facts, 'referral.refused', 'referral.reversed').at(-1);
  if (last === undefined) return 'none';
  return last.kind === 'referral.refused' ? 'refused' : 'reversed';
};

const canBeMailed = (situation: Situation): boolean =>
  situation.addressState === null &&
  situation.summary.live.some(({ silent }) => silent === null) &&
  !isBarredFromFollowUps(situation) &&
  !isResultOnly(situation) &&
  hasBasis(situation) &&
  !isPaused(situation) &&
  !isProtectedAfterHire(situation.joinedOn, situation.nowMs);

const describeNextMail = (situation: Situation, mails: readonly PendingStep[]): NextMail | null => {
  const planned = mails.filter(isMail).toSorted((a, b) => a.atMs - b.atMs);
  // What waits for a decision is not hidden behind a mail that a member holds back, or has approved.
  const next = planned.find((mail) => isOverdue(situation, mail)) ?? planned[0];
  if (next === undefined) return null;
  const { state, approved, editId, isSuperseded, lastDecision } = readApproval(situation, next.step);
  const isHeld = state === 'held';
  const hasNoDate = isHeld || situation.areMailsPaused;
  const queuedAtMs = hasNoDate ? next.dueMs : applyApproval(situation, next).atMs;
  return {
    ...next.step,
    wantedMs: findWantedMs(situation.facts, next.step),
    sendsAtMs: hasNoDate ? null : queuedAtMs,
    queuedAtMs,
    undoUntilMs: next.undoUntilMs,
    approval: state,
    isApproved: approved !== null,
    editId,
    approvedDigest: approved?.data.digest,
    isSuperseded,
    isNoteMissing: next.isNoteMissing === true,
    lastDecision: lastDecision && { by: lastDecision.data.by, atMs: parseInstantMs(lastDecision.data.at) },
  };
};

/** Describes a case by the same rules that `nextStep` decides by. */
export const describeCase = (input: CaseInput, nowMs: number): CaseDescription => {
  const situation = assessSituation(input, nowMs);
  const { addressUnusable, cancelled, closedReason, followUp, live, preferences, relay, stopped } = situation.summary;
  const mails = planMails(situation);
  const step = decideStep(situation, mails);
  const isClosed = step.kind === 'none';
  const mail = describeNextMail(situation, mails);
  const waitsForHeldMail = step.kind === 'wait' && mail?.approval === 'held' && toStepName(mail) === step.next;
  return {
    state: isClosed ? 'closed' : 'open',
    closedReason: isClosed ? closedReason : null,
    stage: (findLatestRejection(live) ?? findLatestRejection(cancelled))?.stage ?? 'other',
    step,
    next: toStepName(step),
    nextAtMs: waitsForHeldMail || isClosed ? null : step.kind === 'wait' ? step.untilMs : nowMs,
    consents: { follow_up: followUp.state, relay: relay.state },
    relayRenewable: isRenewable(relay, nowMs),
    relayExpiresAtMs: relay.state === 'granted' ? relay.expiresAtMs : null,
    referral: readReferralState(situation),
    hasLiveRejection: live.length > 0,
    cancelledRejectionIds: cancelled.map(({ id }) => id),
    stoppedMails: stopped,
    addressUnusable,
    preferences,
    feedback: readFeedback(situation),
    keeping: readKeeping(situation),
    keepUntil: findErasureDate(situation),
    isAskedToRenew: isAskedToRenew(situation),
    isToldOfErasure: isToldOfErasure(situation),
    mayBeMailed: canBeMailed(situation),
    invitableFrom: findInvitableFrom(situation),
    mail,
    registrationExpiresAtMs: isUnconfirmed(situation) ? findRegistrationExpiryMs(situation) : null,
  };
};
