import type { CaseMailKind, FactOf } from '@goen/contracts/workflow';
import { resultMailKinds } from '@goen/contracts/workflow';
import { addDays, parseInstantMs, toTokyoDate } from './calendar.ts';
import { selectFacts } from './facts.ts';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { findNextMailNumber, isMailSettled, selectMailFacts } from './mail-facts.ts';
import { findEarliestSendMs, findSendMs, recheckAfterMs } from './mail-timing.ts';
import { planReminder } from './recruiter-reminder.ts';
import { findLatestRejection, type Rejection } from './rejections.ts';
import { addBusinessDays } from './result-timing.ts';
import { findWindowFrom } from './sending-windows.ts';
import type { PendingMail, PendingStep, Situation } from './situation.ts';

/** A candidate may ask on the day of the result and for so many days after it. */
const askingDays = 14;

/** Whether the candidate may ask for feedback, or what became of their request. Dates are inclusive. */
export type FeedbackState =
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'available'; readonly rejectionId: string; readonly until: string; readonly dueOn: string }
  | { readonly kind: 'requested'; readonly requestId: string; readonly dueOn: string }
  | { readonly kind: 'answered'; readonly requestId: string; readonly isSent: boolean };

const unavailable: FeedbackState = { kind: 'unavailable' };

type Request = { readonly requested: FactOf<'feedback.requested'>; readonly rejection: Rejection };

/** The last request about a rejection that still stands. */
const findRequest = ({ facts, summary }: Situation): Request | null => {
  const requested = selectFacts(facts, 'feedback.requested').findLast(({ data }) =>
    summary.live.some(({ id }) => id === data.rejectionId),
  );
  const rejection = summary.live.find(({ id }) => id === requested?.data.rejectionId);
  return requested && rejection ? { requested, rejection } : null;
};

const findAnswer = ({ facts }: Situation, { requested }: Request): FactOf<'feedback.answered'> | null =>
  selectFacts(facts, 'feedback.answered').findLast(({ data }) => data.requestId === requested.data.requestId) ?? null;

const toMailKind = ({ data }: FactOf<'feedback.answered'>): Extract<CaseMailKind, `feedback_${string}`> =>
  data.answer === 'given' ? 'feedback_answer' : 'feedback_refusal';

/** The day on which the person heard of the result; null while they have not. */
export const findResultDate = ({ facts }: Situation, { id, noResult, rejectedAtMs }: Rejection): string | null => {
  if (noResult === 'sent_by_ats') return toTokyoDate(rejectedAtMs);
  const sent = selectMailFacts(facts, ...resultMailKinds).findLast(
    (fact) => fact.kind === 'mail.sent' && fact.data.rejectionIds.includes(id),
  );
  return sent?.data.date ?? null;
};

/** An answer goes by mail, so there is none where no mail may go. */
const canBeAnswered = ({ addressState, summary }: Situation): boolean =>
  addressState === null && !summary.addressUnusable && !summary.hired && !summary.erased && !summary.erasurePending;

export const readFeedback = (situation: Situation): FeedbackState => {
  const { facts, nowMs, settings, summary } = situation;
  if (!canBeAnswered(situation)) return unavailable;
  const request = findRequest(situation);
  const answer = request && findAnswer(situation, request);
  if (request && !answer) {
    const { requestId, dueOn } = request.requested.data;
    return { kind: 'requested', requestId, dueOn };
  }
  const latest = findLatestRejection(summary.live.filter(({ silent }) => silent === null));
  if (request && answer && (latest === undefined || latest.id === request.rejection.id)) {
    const kind = toMailKind(answer);
    const isSent = selectMailFacts(facts, kind).some(
      (fact) => fact.kind === 'mail.sent' && fact.data.rejectionIds.includes(request.rejection.id),
    );
    // Cancelled by a member, or refused by the provider: the page promises nothing.
    if (!isSent && isMailSettled(facts, kind, request.rejection.id)) return unavailable;
    return { kind: 'answered', requestId: answer.data.requestId, isSent };
  }
  if (!settings.feedback.enabled || latest === undefined) return unavailable;
  if (latest.stage !== 'interview' && latest.stage !== 'final') return unavailable;
  // No answer could leave by the date that the page would promise.
  if (situation.areMailsPaused) return unavailable;
  const resultDate = findResultDate(situation, latest);
  const today = toTokyoDate(nowMs);
  const until = resultDate && addDays(resultDate, askingDays);
  if (until === null || today > until) return unavailable;
  const dueOn = addBusinessDays(today, settings.feedback.dueBusinessDays, settings.hours);
  return { kind: 'available', rejectionId: latest.id, until, dueOn };
};

/** The mail that answers the request; until a member has answered, the reminder to do so. Null: nothing to do. */
export const planFeedback = (situation: Situation): PendingStep | PendingMail | null => {
  const request = canBeAnswered(situation) ? findRequest(situation) : null;
  if (request === null) return null;
  const answer = findAnswer(situation, request);
  return answer ? planAnswer(situation, request, answer) : planAnswerReminder(situation, request);
};

/** On the day on which the answer is due, and on each sending day after it. */
const planAnswerReminder = (situation: Situation, { requested }: Request): PendingStep => {
  const { caseId, nowMs, settings } = situation;
  const { dueOn } = requested.data;
  const next = 'feedback_request';
  if (toTokyoDate(nowMs) >= dueOn) return planReminder(situation, next);
  const window = findWindowFrom(dueOn, settings.hours);
  const atMs = window && pickInstantMs(window, computeJitter(caseId, next));
  return { atMs: atMs ?? nowMs + recheckAfterMs, next, step: null };
};

const planAnswer = (
  situation: Situation,
  { rejection }: Request,
  answer: FactOf<'feedback.answered'>,
): PendingMail | PendingStep | null => {
  const { caseId, facts, nowMs, settings } = situation;
  const kind = toMailKind(answer);
  if (isMailSettled(facts, kind, rejection.id)) return null;
  // Time to take it back, and for another member to approve it.
  const answeredMs = parseInstantMs(answer.at) + settings.undoWindowMinutes * 60_000;
  const dueMs = findEarliestSendMs(answeredMs, settings.hours, caseId, kind);
  const atMs = dueMs === null ? null : findSendMs(situation, dueMs, kind);
  if (dueMs === null || atMs === null) return { atMs: nowMs + recheckAfterMs, next: kind, step: null };
  return {
    atMs,
    next: kind,
    dueMs,
    undoUntilMs: null,
    step: {
      kind: 'mail',
      mail: kind,
      n: findNextMailNumber(facts),
      rejectionIds: [rejection.id],
      stage: rejection.stage,
    },
  };
};
