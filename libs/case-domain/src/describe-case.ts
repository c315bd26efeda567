import type { ApprovalState, ConsentState, StageKind, StepName } from '@goen/contracts/workflow';
import { approvalOf, gated } from './approval.ts';
import { instantMs, tokyoDate } from './calendar.ts';
import type { CaseFile, MailStep, Step } from './case-file.ts';
import { isRenewable } from './consents.ts';
import { factsOf } from './facts.ts';
import { mailsToCome, nextStepOf } from './next-step.ts';
import { isReferralWanted, licenceIsValid, standingReferral } from './referral.ts';
import { hasBasis, regulatedMailsEnded } from './regulated.ts';
import { latestOf } from './rejections.ts';
import { isMail, type Pending, type Situation, situationOf } from './situation.ts';

/** The mail that comes next, and what people decided about it. */
export type NextMail = MailStep & {
  /** Null while it is held: it has no date then. */
  readonly sendsAtMs: number | null;
  /** When it leaves, or would leave were it not held. */
  readonly queuedAtMs: number;
  /** Of a result: until when an un-rejection comes in time. */
  readonly undoUntilMs: number | null;
  readonly approval: ApprovalState;
  /** Whether a person said yes to exactly this mail; a hold may still keep it. */
  readonly hasYes: boolean;
  readonly editId: string | null;
  readonly decided: { readonly by: string; readonly atMs: number } | null;
};

/** A case as lists and pages show it. */
export type CaseDescription = {
  readonly state: 'open' | 'closed';
  readonly closedReason: string | null;
  /** Of the latest rejection that stands, else of the latest. */
  readonly stage: StageKind;
  readonly next: StepName;
  /** Now, when it is due; null when nothing is to come. */
  readonly nextAtMs: number | null;
  readonly consents: { readonly follow_up: ConsentState; readonly relay: ConsentState };
  /** The yes to the relay has ended or ends soon: it may be given once more. */
  readonly relayRenewable: boolean;
  /** When the yes to the relay ends; null while there is none. */
  readonly relayLapsesAtMs: number | null;
  readonly referral: 'none' | 'waiting_for_licence' | 'made' | 'refused' | 'reversed';
  readonly cancelledRejectionIds: readonly string[];
  /** Whether a regulated mail may reach the person today. */
  readonly mayBeMailed: boolean;
  readonly mail: NextMail | null;
};

const stepNames: Readonly<Record<Exclude<Step['kind'], 'wait' | 'mail'>, StepName>> = {
  refer: 'referral',
  remind_recruiter: 'approval_reminder',
  reverse_referral: 'referral_reversal',
  suppress: 'suppression',
  erase: 'erasure',
  close: 'close',
  none: 'none',
};

/** The word of a step in lists and searches. */
export const stepNameOf = (step: Step): StepName => {
  if (step.kind === 'wait') return step.next;
  if (step.kind !== 'mail') return stepNames[step.kind];
  return step.mail === 'rejection' || step.mail === 'rejection_relay' ? 'rejection_mail' : step.mail;
};

const referralStateOf = (situation: Situation): CaseDescription['referral'] => {
  if (standingReferral(situation)) return 'made';
  if (isReferralWanted(situation) && !licenceIsValid(situation)) return 'waiting_for_licence';
  const last = factsOf(situation.facts, 'referral.refused', 'referral.reversed').at(-1);
  if (last === undefined) return 'none';
  return last.kind === 'referral.refused' ? 'refused' : 'reversed';
};

const mayBeMailed = (situation: Situation): boolean => {
  const { live, pausedUntil } = situation.standing;
  const isPaused = pausedUntil !== null && tokyoDate(situation.nowMs) < pausedUntil;
  return (
    live.some(({ silent }) => silent === null) && !regulatedMailsEnded(situation) && hasBasis(situation) && !isPaused
  );
};

const nextMailOf = (situation: Situation, mails: readonly Pending[]): NextMail | null => {
  const [first] = mails.filter(isMail).toSorted((a, b) => a.atMs - b.atMs);
  if (first === undefined) return null;
  const { state, yes, last } = approvalOf(situation, first.step);
  const isHeld = state === 'held';
  const queuedAtMs = isHeld ? first.dueMs : gated(situation, first).atMs;
  return {
    ...first.step,
    sendsAtMs: isHeld ? null : queuedAtMs,
    queuedAtMs,
    undoUntilMs: first.undoUntilMs,
    approval: state,
    hasYes: yes !== null,
    editId: yes?.data.editId ?? null,
    decided: last && { by: last.data.by, atMs: instantMs(last.data.at) },
  };
};

export const describeCase = (file: CaseFile, nowMs: number): CaseDescription => {
  const situation = situationOf(file, nowMs);
  const { cancelled, closedReason, followUp, live, relay } = situation.standing;
  const mails = mailsToCome(situation);
  const step = nextStepOf(situation, mails);
  const isClosed = step.kind === 'none';
  const mail = nextMailOf(situation, mails);
  const isHeld = step.kind === 'wait' && mail?.approval === 'held' && stepNameOf(mail) === step.next;
  return {
    state: isClosed ? 'closed' : 'open',
    closedReason: isClosed ? closedReason : null,
    stage: (latestOf(live) ?? latestOf(cancelled))?.stage ?? 'other',
    next: stepNameOf(step),
    nextAtMs: isHeld || isClosed ? null : step.kind === 'wait' ? step.untilMs : nowMs,
    consents: { follow_up: followUp.state, relay: relay.state },
    relayRenewable: isRenewable(relay, nowMs),
    relayLapsesAtMs: relay.state === 'granted' ? relay.lapsesAtMs : null,
    referral: referralStateOf(situation),
    cancelledRejectionIds: cancelled.map(({ id }) => id),
    mayBeMailed: mayBeMailed(situation),
    mail,
  };
};
