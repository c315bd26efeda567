import type { CaseMailKind } from '@goen/contracts/workflow';
import { addDays, pickLaterDate, toTokyoDate, toTokyoMs } from './calendar.ts';
import { findLastSeq } from './facts.ts';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { isAboutDate, readKeeping } from './keeping.ts';
import { findNextMailNumber, selectMailFacts } from './mail-facts.ts';
import { findSendMs, recheckAfterMs } from './mail-timing.ts';
import { isBarredFromFollowUps } from './regulated-mail-conditions.ts';
import { findFurthestStage, findLatestRejection, type Rejection } from './rejections.ts';
import { findWindowFrom, findWindowUntil } from './sending-windows.ts';
import { isPaused, type PendingMail, type PendingStep, type Situation } from './situation.ts';

/** The notice leaves so many days before the details are erased. */
const noticeDays = 14;
/** Mails that wait, for an approval or the end of a pause, keep the details so many days longer, and not for ever. */
const lastDays = 30;

type KeepingKind = Extract<CaseMailKind, 'keeping_notice' | 'erasure_notice'>;

/** Whether the details are erased now: their time is over and no mail about it is still to come. */
export const isErasureDue = (situation: Situation, mails: readonly PendingStep[]): boolean => {
  const { isCurrent, nowMs, summary } = situation;
  const keeping = readKeeping(situation);
  // A superseded case leaves it to the one that took over.
  if (!isCurrent || summary.erased || (summary.closed && summary.closedReason === 'superseded')) return false;
  if (keeping.kind === 'unconfirmed' || keeping.until === null) return false;
  const today = toTokyoDate(nowMs);
  if (today >= findLastDate(situation, keeping.until)) return true;
  if (today < findAnswerDate(situation, keeping.until)) return false;
  return !mails.some(({ next }) => next === 'keeping_notice' || next === 'erasure_notice');
};

/** What a case that goes on still does about the details of its candidate: the notice, the last mail, the erasure. */
export const planKeeping = (situation: Situation): readonly PendingStep[] => {
  const keeping = readKeeping(situation);
  if (!situation.isCurrent || keeping.kind === 'unconfirmed' || keeping.until === null) return [];
  const { until } = keeping;
  const answerDate = findAnswerDate(situation, until);
  const erasure: PendingStep = { atMs: toTokyoMs(answerDate, 0), next: 'erasure', step: { kind: 'erase' } };
  if (keeping.kind === 'result_only') return [erasure];
  const rejections = situation.summary.live.filter(({ silent }) => silent === null);
  if (rejections.length === 0 || situation.addressState !== null) return [erasure];
  const last = { ...erasure, atMs: toTokyoMs(findLastDate(situation, until), 0) };
  if (findOutcome(situation, 'keeping_notice', until) === null) return [planNotice(situation, until, rejections), last];
  // The last mail may be cancelled before its time: the person still has until then to answer.
  if (findOutcome(situation, 'erasure_notice', until) !== null) return [erasure];
  return [planMail(situation, 'erasure_notice', answerDate, rejections), last];
};

/**
 * Whether mails announce the erasure. Not to who asked for none, or whom a mail would lead to think that their running
 * application or their post is at stake: their page says it instead.
 */
export const isToldOfErasure = (situation: Situation): boolean =>
  !isBarredFromFollowUps(situation) &&
  situation.addressState === null &&
  situation.summary.live.some(({ silent }) => silent === null);

/** Until when an answer counts: the person has the whole time, even when the notice left late. */
const findAnswerDate = (situation: Situation, until: string): string => {
  const notice = findOutcome(situation, 'keeping_notice', until);
  return notice?.kind === 'mail.sent' ? pickLaterDate(until, addDays(notice.data.date, noticeDays)) : until;
};

const findLastDate = (situation: Situation, until: string): string =>
  addDays(findAnswerDate(situation, until), lastDays);

/** What became of such a mail about this date: sent, or given up; null when it is still to come. */
const findOutcome = ({ facts, summary }: Situation, kind: KeepingKind, until: string) => {
  const startSeq = Math.max(findLastSeq(facts, 'keeping.renewed'), findLastSeq(facts, 'erasure.done'));
  const latest = findLatestRejection(summary.live.filter(({ silent }) => silent === null));
  // A mail may be cancelled long before its time, so that its date does not say which period it was for.
  const isOfPeriod = (seq: number, rejectionIds: readonly string[]): boolean =>
    seq > startSeq && (latest === undefined || rejectionIds.includes(latest.id));
  const mail = selectMailFacts(facts, kind).findLast(({ seq, ...fact }) =>
    fact.kind === 'mail.sent' ? isAboutDate(fact.data.date, until) : isOfPeriod(seq, fact.data.rejectionIds),
  );
  return mail ?? null;
};

const planNotice = (situation: Situation, until: string, rejections: readonly Rejection[]): PendingStep => {
  const { settings, summary } = situation;
  const date = addDays(until, -noticeDays);
  // On a sending day before rather than after: the time to answer is promised.
  const sendingDate = findWindowUntil(date, settings.hours)?.date ?? date;
  const pausedUntil = isPaused(situation) ? (summary.pausedUntil ?? sendingDate) : sendingDate;
  return planMail(situation, 'keeping_notice', pickLaterDate(sendingDate, pausedUntil), rejections);
};

const planMail = (
  situation: Situation,
  kind: KeepingKind,
  date: string,
  rejections: readonly Rejection[],
): PendingStep | PendingMail => {
  const { caseId, facts, nowMs, settings } = situation;
  const window = findWindowFrom(date, settings.hours);
  if (window === null) return { atMs: nowMs + recheckAfterMs, next: kind, step: null };
  const dueMs = pickInstantMs(window, computeJitter(caseId, kind));
  return {
    atMs: findSendMs(situation, dueMs, kind) ?? nowMs + recheckAfterMs,
    next: kind,
    dueMs,
    undoUntilMs: null,
    step: {
      kind: 'mail',
      mail: kind,
      n: findNextMailNumber(facts),
      rejectionIds: rejections.map(({ id }) => id),
      stage: findFurthestStage(rejections),
    },
  };
};

/** The day on which the details are erased if a mail about it leaves today: at the earliest when the answer is due. */
export const findErasureDate = (situation: Situation): string | null => {
  const keeping = readKeeping(situation);
  if (keeping.kind === 'unconfirmed' || keeping.until === null) return null;
  if (keeping.kind === 'result_only') return keeping.until;
  const notice = findOutcome(situation, 'keeping_notice', keeping.until);
  const today = toTokyoDate(situation.nowMs);
  const isNoticeLate = notice === null && today > addDays(keeping.until, -noticeDays);
  return isNoticeLate ? addDays(today, noticeDays) : findAnswerDate(situation, keeping.until);
};
