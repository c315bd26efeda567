import type {
  ApprovalMode,
  IntroductionEnd,
  IntroductionFact,
  IntroductionMailKind,
  SendingHours,
} from '@goen/contracts/workflow';
import { addDays, parseInstantMs, pickLaterDate, toTokyoDate } from '../calendar.ts';
import { findSendingWindow, isInSendingWindow } from '../sending-windows.ts';
import { decideAfterHire } from './after-hire.ts';
import { decideAfterProvision } from './after-provision.ts';
import { findAnswerDate } from './answer-date.ts';
import { type IntroductionApproval, readIntroductionApproval } from './introduction-approval.ts';
import { type IntroductionFactIndex, indexFacts } from './introduction-facts.ts';
import type { IntroductionStep } from './introduction-step.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A candidate who could not be asked in this time is not asked at all: the credit is held meanwhile. */
const askWithinDays = 14;
/** A mail that members neither approve nor release in this time is not sent: another company's credit is held. */
const approveWithinDays = 30;
/** A profile that could not be handed over in this time is not handed over at all, as its receiver was suspended. */
const handOverWithinDays = 14;
/** Halfway through the time to answer, the candidate is reminded once. */
const remindAfterDays = 7;

/** Everything that the next step of an introduction depends on. */
export type IntroductionInput = {
  /** In any order. */
  readonly facts: readonly IntroductionFact[];
  /** Of the referring company: the candidate is asked in its name. */
  readonly hours: SendingHours;
  /** The same company's setting: whether its members approve the mails. */
  readonly approval: ApprovalMode;
  /** That company has paused all its mails. */
  readonly areMailsPaused: boolean;
  /** Whether the relay consent that the introduction is based on is still valid. */
  readonly hasValidConsent: boolean;
  /** False when the candidate left the pool: hired (also through an introduction), unsubscribed or not reachable. */
  readonly canBeAsked: boolean;
  /** `YYYY-MM-DD` in Tokyo: until that date the candidate wants no mail but results. */
  readonly pausedUntil: string | null;
  readonly isLicenceValid: boolean;
  readonly isPositionOpen: boolean;
  /** The operator has suspended the company with the position: nobody is asked for it, and nothing is handed over to it. */
  readonly isReceiverSuspended: boolean;
};

type Context = {
  readonly input: IntroductionInput;
  /** Sorted by `seq`. */
  readonly facts: readonly IntroductionFact[];
  readonly index: IntroductionFactIndex;
  readonly nowMs: number;
};

/**
 * Decides what an introduction does now: hold a credit, ask the candidate about this company; if they accept, hand over
 * the profile and spend the credit, else release it; then follow the company's reports. Pure, like `nextStep`.
 */
export function nextIntroductionStep(input: IntroductionInput, nowMs: number): IntroductionStep {
  const facts = input.facts.toSorted((a, b) => a.seq - b.seq);
  const index = indexFacts(facts);
  const context: Context = { input, facts, index, nowMs };
  if (index.has('introduction.closed')) return decideAfterHire(facts, nowMs);
  if (index.has('profile.provided')) return decideAfterProvision(facts, nowMs);

  const ended = findEnding(context) ?? (index.has('credit.released') ? 'position_closed' : null);
  if (ended !== null) {
    const mustRelease = index.has('credit.held') && !index.has('credit.released');
    return { kind: mustRelease ? 'release_credit' : 'close', ended };
  }
  const isAccepted = index.has('candidate.accepted');
  if (input.isReceiverSuspended && isAccepted) {
    return { kind: 'wait', untilMs: Math.min(nowMs + dayMs, findHandoverDeadlineMs(index)), next: 'provide' };
  }
  if (!index.has('credit.held')) return { kind: 'hold_credit' };
  if (isAccepted) return { kind: 'provide' };
  return index.has('candidate.asked') ? decideWhileAsked(context) : decideBeforeAsked(context);
}

/**
 * Why the introduction ends before the profile is handed over; null while it goes on. An acceptance counts even if it is
 * carried out after the deadline, but not once the credit is being released.
 */
function findEnding({ input, index, nowMs }: Context): IntroductionEnd | null {
  const { facts, hasValidConsent, isLicenceValid, canBeAsked, pausedUntil, isPositionOpen } = input;
  const ending = facts.find((fact) => fact.kind === 'introduction.ending');
  if (ending) return ending.data.ended;
  if (index.has('candidate.withdrew') || !hasValidConsent) return 'withdrawn';
  if (index.has('credit.refused')) return 'no_credit';
  if (index.has('candidate.declined')) return 'candidate_declined';
  // 職業安定法 Art. 30, 33: only a licence holder may introduce candidates.
  if (!isPositionOpen || !isLicenceValid) return 'position_closed';
  // Above all, a candidate hired by the referring company is not offered to others in its name.
  if (!canBeAsked) return 'not_reachable';
  if (index.has('candidate.accepted')) {
    return input.isReceiverSuspended && nowMs >= findHandoverDeadlineMs(index) ? 'position_closed' : null;
  }
  // Nobody was asked yet: the person is free for other companies.
  if (input.isReceiverSuspended && !index.has('credit.held')) return 'position_closed';
  // The daily limit is over the next day; mail is refused for any other reason for good.
  const isRefused = facts.some((fact) => fact.kind === 'candidate.not_asked' && fact.data.reason !== 'daily_limit');
  if (isRefused) return 'not_reachable';
  if (index.has('candidate.asked')) return nowMs >= findAnswerDeadlineMs(index) ? 'no_answer' : null;
  const isPaused = pausedUntil !== null && toTokyoDate(nowMs) < pausedUntil;
  const request = readApproval(input, 'introduction_request');
  const isTooLate = index.has('credit.held') && nowMs >= findAskDeadlineMs(index, request);
  return isPaused || isTooLate || request.isCancelled ? 'not_reachable' : null;
}

const readApproval = ({ facts, approval }: IntroductionInput, mail: IntroductionMailKind): IntroductionApproval =>
  readIntroductionApproval(
    facts.toSorted((a, b) => a.seq - b.seq),
    approval,
    mail,
  );

const isWaiting = ({ state }: IntroductionApproval): boolean => state === 'awaiting' || state === 'held';

/** The time in which members decide does not count. */
const findAskDeadlineMs = (index: IntroductionFactIndex, request: IntroductionApproval): number => {
  const heldMs = index.atMs('credit.held');
  if (isWaiting(request)) return heldMs + approveWithinDays * dayMs;
  return Math.max(heldMs, request.decidedAtMs) + askWithinDays * dayMs;
};
/** The person said yes to a company as it was then, and is bound to it no longer than until they answered. */
const findHandoverDeadlineMs = (index: IntroductionFactIndex): number =>
  index.atMs('candidate.accepted') + handOverWithinDays * dayMs;
const findAnswerDeadlineMs = (index: IntroductionFactIndex): number =>
  parseInstantMs(`${addDays(findAnswerDate(index.atMs('candidate.asked')), 1)}T00:00:00+09:00`);

function decideBeforeAsked({ input, facts, index, nowMs }: Context): IntroductionStep {
  const attempts = facts.filter((fact) => fact.kind === 'candidate.not_asked');
  const approval = readApproval(input, 'introduction_request');
  const waitsForApproval = isWaiting(approval);
  const limitedOn = attempts.at(-1)?.data.date ?? null;
  const askMs = findMailMs(input, waitsForApproval ? findLastReminderDate(facts, approval, nowMs) : limitedOn, nowMs);
  if (askMs <= nowMs) return { kind: 'ask', n: attempts.length + 1 };
  const untilMs = Math.min(askMs, findAskDeadlineMs(index, approval));
  return { kind: 'wait', untilMs, next: waitsForApproval ? 'approval' : 'ask' };
}

function decideWhileAsked({ input, facts, index, nowMs }: Context): IntroductionStep {
  const deadlineMs = findAnswerDeadlineMs(index);
  const approval = readApproval(input, 'introduction_reminder');
  if (index.has('candidate.reminded') || approval.isCancelled)
    return { kind: 'wait', untilMs: deadlineMs, next: 'answer' };
  const reminderDueMs = index.atMs('candidate.asked') + remindAfterDays * dayMs;
  if (nowMs < reminderDueMs) return { kind: 'wait', untilMs: reminderDueMs, next: 'reminder' };
  const attempts = facts.filter((fact) => fact.kind === 'candidate.not_reminded');
  const waitsForApproval = isWaiting(approval);
  const limitedOn = attempts.at(-1)?.data.date ?? null;
  const remindMs = findMailMs(
    input,
    waitsForApproval ? findLastReminderDate(facts, approval, nowMs) : limitedOn,
    nowMs,
  );
  if (remindMs <= nowMs) return { kind: 'remind', n: attempts.length + 1 };
  return { kind: 'wait', untilMs: Math.min(remindMs, deadlineMs), next: waitsForApproval ? 'approval' : 'reminder' };
}

/**
 * Until it is approved, the step of a mail reminds the company's recruiters, once per sending day: the date of the last
 * time, or today for a held mail, which nobody is reminded of.
 */
function findLastReminderDate(
  facts: readonly IntroductionFact[],
  { state }: IntroductionApproval,
  nowMs: number,
): string | null {
  if (state === 'held') return toTokyoDate(nowMs);
  return facts.findLast((fact) => fact.kind === 'approval.reminded')?.data.date ?? null;
}

/**
 * Now inside a sending window, else at the start of the next one: after a pause, and after `limitedOn`, the day on which
 * another regulated mail used up the daily limit.
 */
function findMailMs(
  { areMailsPaused, hours, isReceiverSuspended, pausedUntil }: IntroductionInput,
  limitedOn: string | null,
  nowMs: number,
): number {
  if (areMailsPaused || isReceiverSuspended) return nowMs + dayMs;
  const today = toTokyoDate(nowMs);
  const from = pickLaterDate(limitedOn === null ? today : addDays(limitedOn, 1), pausedUntil ?? today);
  if (from <= today && isInSendingWindow(nowMs, hours)) return nowMs;
  const fromMs = from <= today ? nowMs : parseInstantMs(`${from}T00:00:00+09:00`);
  return findSendingWindow(fromMs, hours)?.startMs ?? nowMs + dayMs;
}
