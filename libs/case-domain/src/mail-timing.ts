import type { SendingHours, StepName } from '@goen/contracts/workflow';
import { addDays, pickLaterDate, toTokyoDate } from './calendar.ts';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { findSendingWindow, findWindowFrom, isInSendingWindow, type SendingWindow } from './sending-windows.ts';
import type { Situation } from './situation.ts';

/** How long a case sleeps before it is evaluated again when its facts give no date. */
export const recheckAfterMs = 7 * 24 * 60 * 60 * 1000;

/**
 * The first instant from `fromMs` on at which a mail may leave: that instant itself inside a sending window, else a
 * jittered one in the next window, so that waiting mails do not all leave at its start. Null: the hours never open.
 */
export const findEarliestSendMs = (
  fromMs: number,
  hours: SendingHours,
  caseId: string,
  kind: StepName,
): number | null => {
  if (isInSendingWindow(fromMs, hours)) return fromMs;
  const window = findSendingWindow(fromMs, hours);
  return window && pickInstantMs(window, computeJitter(caseId, kind));
};

/** When a mail leaves: when it is due. An overdue mail leaves now or in the next sending window. */
export const findSendMs = ({ caseId, nowMs, settings }: Situation, dueMs: number, kind: StepName): number | null =>
  nowMs < dueMs ? dueMs : findEarliestSendMs(nowMs, settings.hours, caseId, kind);

/**
 * When a mail that could not leave when it was due leaves instead, at or after `fromMs`: at its jittered instant of a
 * later day's sending window. It is not overdue yet while `fromMs` is not after `dueMs`.
 */
export const findPostponedSendMs = (
  { caseId, settings: { hours } }: Situation,
  dueMs: number,
  fromMs: number,
  kind: StepName,
): number | null => {
  if (fromMs <= dueMs) return dueMs;
  const jitter = computeJitter(caseId, kind);
  const window = findSendingWindow(fromMs, hours);
  if (window === null) return null;
  const isLaterDay = window.date > toTokyoDate(dueMs);
  if (isLaterDay && pickInstantMs(window, jitter) >= fromMs) return pickInstantMs(window, jitter);
  const followingWindow = findWindowFrom(addDays(window.date, 1), hours);
  return followingWindow && pickInstantMs(followingWindow, jitter);
};

/**
 * The first sending window from `date` on for a regulated mail: not during a pause, and after `limitedOn`, the day on
 * which another regulated mail used up the person's daily limit.
 */
export const findRegulatedWindow = (
  { settings, summary }: Situation,
  date: string,
  limitedOn: string | null,
): SendingWindow | null => {
  const pauseEnd = summary.pausedUntil ?? date;
  const limitEnd = limitedOn === null ? date : addDays(limitedOn, 1);
  return findWindowFrom(pickLaterDate(date, pickLaterDate(pauseEnd, limitEnd)), settings.hours);
};
