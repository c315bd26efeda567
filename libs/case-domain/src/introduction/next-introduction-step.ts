import {
  type IntroductionEnd,
  type IntroductionFact,
  type IntroductionFactKind,
  type IntroductionReport,
  type IntroductionState,
  introductionReports,
  type SendingHours,
} from '@goen/contracts/workflow';
import { addDays, instantMs, laterDate, tokyoDate } from '../calendar.ts';
import { isInsideSlot, nextSlotAt } from '../sending-days.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Who could not be asked for so long is asked no more: a credit is set aside meanwhile. */
export const askWithinDays = 14;
/** How long a candidate has to answer; half of it later they are reminded once. */
export const answerWithinDays = 14;
export const askAgainAfterDays = 7;
/** When a company that told nothing is reminded, after the handing over or its last report. */
export const companyReminderDays = [7, 14, 30] as const;
/** After this long without a word the introduction is closed; the credit stays spent. */
export const closeWithoutReportDays = 90;

export type IntroductionFile = {
  readonly facts: readonly IntroductionFact[];
  /** Of the company that referred the person, in whose name they are asked. */
  readonly hours: SendingHours;
  /** Whether the relay consent that the introduction stands on still holds. */
  readonly consentStands: boolean;
  /** Whether they may be asked at all: who was hired, unsubscribed or can't be reached is out of the pool. */
  readonly mayBeAsked: boolean;
  /** `YYYY-MM-DD`: until that day they wished for no mail but results. */
  readonly pausedUntil: string | null;
  readonly licenceIsValid: boolean;
  readonly positionIsOpen: boolean;
};

export type IntroductionStep =
  | { readonly kind: 'hold_credit' }
  | { readonly kind: 'ask'; readonly n: number }
  | { readonly kind: 'remind'; readonly n: number }
  | { readonly kind: 'provide' }
  | { readonly kind: 'capture_credit' }
  | { readonly kind: 'tell_company' }
  | { readonly kind: 'remind_company'; readonly afterDays: number }
  | { readonly kind: 'release_credit'; readonly ended: IntroductionEnd }
  | { readonly kind: 'close'; readonly ended: IntroductionEnd }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly next: string }
  | { readonly kind: 'none' };

type Seen = {
  readonly has: (kind: IntroductionFactKind) => boolean;
  readonly atMs: (kind: IntroductionFactKind) => number;
};

const seenOf = (facts: readonly IntroductionFact[]): Seen => {
  const last = new Map(facts.map((fact) => [fact.kind, fact]));
  return {
    has: (kind) => last.has(kind),
    atMs: (kind) => instantMs(last.get(kind)?.at ?? '1970-01-01T00:00:00Z'),
  };
};

/**
 * The whole course of an introduction: set the credit aside, ask the person about this company, hand over on a yes and
 * spend the credit, else give it back; then follow what the company tells. The same facts at the same instant give the
 * same answer.
 */
export function nextIntroductionStep(file: IntroductionFile, nowMs: number): IntroductionStep {
  const facts = file.facts.toSorted((a, b) => a.seq - b.seq);
  const seen = seenOf(facts);
  if (seen.has('introduction.closed')) return { kind: 'none' };
  if (seen.has('profile.provided')) return afterProvision(facts, seen, nowMs);

  const ended = endOf(file, seen, nowMs) ?? (seen.has('credit.released') ? 'position_closed' : null);
  if (ended !== null) {
    const mustRelease = seen.has('credit.held') && !seen.has('credit.released');
    return { kind: mustRelease ? 'release_credit' : 'close', ended };
  }
  if (!seen.has('credit.held')) return { kind: 'hold_credit' };
  if (seen.has('candidate.accepted')) return { kind: 'provide' };
  if (!seen.has('candidate.asked')) return askStep(file, facts, seen, nowMs);
  return waitForAnswer(file, facts, seen, nowMs);
}

/**
 * Why it ends before anything was handed over; null while it goes on. A given yes counts before a late no-answer, and
 * none counts once the credit is on its way back.
 */
function endOf(file: IntroductionFile, seen: Seen, nowMs: number): IntroductionEnd | null {
  const { facts, consentStands, licenceIsValid, mayBeAsked, pausedUntil, positionIsOpen } = file;
  const ending = facts.find((fact) => fact.kind === 'introduction.ending');
  if (ending) return ending.data.ended;
  if (seen.has('candidate.withdrew') || !consentStands) return 'withdrawn';
  if (seen.has('credit.refused')) return 'no_credit';
  if (seen.has('candidate.declined')) return 'candidate_declined';
  // 職業安定法 Art. 30, 33: only a licence holder introduces.
  if (!positionIsOpen || !licenceIsValid) return 'position_closed';
  // Whom the referring company hired, above all, is not offered elsewhere in its name.
  if (!mayBeAsked) return 'not_reachable';
  if (seen.has('candidate.accepted')) return null;
  // The day's one regulated mail was another's: that day passes. All else stays as it is.
  const isRefused = facts.some((fact) => fact.kind === 'candidate.not_asked' && fact.data.reason !== 'daily_limit');
  if (isRefused) return 'not_reachable';
  if (seen.has('candidate.asked')) {
    return nowMs >= seen.atMs('candidate.asked') + answerWithinDays * dayMs ? 'no_answer' : null;
  }
  const isPaused = pausedUntil !== null && tokyoDate(nowMs) < pausedUntil;
  const isLate = seen.has('credit.held') && nowMs >= askEndMs(seen);
  return isPaused || isLate ? 'not_reachable' : null;
}

const askEndMs = (seen: Seen): number => seen.atMs('credit.held') + askWithinDays * dayMs;

function askStep(
  file: IntroductionFile,
  facts: readonly IntroductionFact[],
  seen: Seen,
  nowMs: number,
): IntroductionStep {
  const tried = facts.filter((fact) => fact.kind === 'candidate.not_asked');
  const atMs = mailMoment(file, tried.at(-1)?.data.date ?? null, nowMs);
  if (atMs <= nowMs) return { kind: 'ask', n: tried.length + 1 };
  return { kind: 'wait', untilMs: Math.min(atMs, askEndMs(seen)), next: 'ask' };
}

/** Now inside a slot, else at the start of the next; not on a day whose one regulated mail was another's, nor of a pause. */
function mailMoment({ hours, pausedUntil }: IntroductionFile, limitedOn: string | null, nowMs: number): number {
  const today = tokyoDate(nowMs);
  const from = laterDate(limitedOn === null ? today : addDays(limitedOn, 1), pausedUntil ?? today);
  if (from <= today && isInsideSlot(nowMs, hours)) return nowMs;
  const fromMs = from <= today ? nowMs : instantMs(`${from}T00:00:00+09:00`);
  return nextSlotAt(fromMs, hours)?.startMs ?? nowMs + dayMs;
}

function waitForAnswer(
  file: IntroductionFile,
  facts: readonly IntroductionFact[],
  seen: Seen,
  nowMs: number,
): IntroductionStep {
  const askedMs = seen.atMs('candidate.asked');
  const endMs = askedMs + answerWithinDays * dayMs;
  if (seen.has('candidate.reminded')) return { kind: 'wait', untilMs: endMs, next: 'answer' };
  const remindMs = askedMs + askAgainAfterDays * dayMs;
  if (nowMs < remindMs) return { kind: 'wait', untilMs: remindMs, next: 'reminder' };
  const tried = facts.filter((fact) => fact.kind === 'candidate.not_reminded');
  const atMs = mailMoment(file, tried.at(-1)?.data.date ?? null, nowMs);
  if (atMs <= nowMs) return { kind: 'remind', n: tried.length + 1 };
  return { kind: 'wait', untilMs: Math.min(atMs, endMs), next: 'reminder' };
}

/** The profile is out: the credit is spent, and the company is followed until it tells the end. */
function afterProvision(facts: readonly IntroductionFact[], seen: Seen, nowMs: number): IntroductionStep {
  if (!seen.has('credit.captured')) return { kind: 'capture_credit' };
  if (!seen.has('company.told')) return { kind: 'tell_company' };
  const reports = facts.filter((fact) => fact.kind === 'company.reported');
  const last = reports.at(-1)?.data.report;
  if (last === 'hired') return { kind: 'close', ended: 'hired' };
  if (last === 'declined') return { kind: 'close', ended: 'company_declined' };
  if (seen.has('candidate.stopped_use')) return { kind: 'close', ended: 'withdrawn' };

  const sinceMs = instantMs(reports.at(-1)?.at ?? facts.find(({ kind }) => kind === 'profile.provided')?.at ?? '');
  const reminded = facts.filter((fact) => fact.kind === 'company.reminded' && instantMs(fact.at) >= sinceMs).length;
  const afterDays = companyReminderDays[reminded];
  if (afterDays === undefined) {
    const endMs = sinceMs + closeWithoutReportDays * dayMs;
    return nowMs >= endMs ? { kind: 'close', ended: 'no_report' } : { kind: 'wait', untilMs: endMs, next: 'report' };
  }
  const atMs = sinceMs + afterDays * dayMs;
  return nowMs >= atMs ? { kind: 'remind_company', afterDays } : { kind: 'wait', untilMs: atMs, next: 'report' };
}

export const introductionStateOf = (facts: readonly IntroductionFact[]): IntroductionState => {
  const { has } = seenOf(facts);
  if (has('introduction.closed')) return 'closed';
  if (has('profile.provided')) return 'accepted';
  return has('candidate.asked') ? 'asked' : 'matched';
};

/** How a company's reports follow each other: from the first contact on only forward, and nothing after the end. */
const reportOrder = introductionReports;
export const mayReport = (facts: readonly IntroductionFact[], report: IntroductionReport): boolean => {
  const { has } = seenOf(facts);
  const told = facts.flatMap((fact) => (fact.kind === 'company.reported' ? [fact.data.report] : []));
  const isForward = told.every((before) => reportOrder.indexOf(before) < reportOrder.indexOf(report));
  const isOver = told.some((before) => before === 'hired' || before === 'declined');
  return has('profile.provided') && !has('introduction.closed') && isForward && !isOver;
};
