import { maxResultDays, type SendingHours } from '@goen/contracts/workflow';
import { addDays, parseInstantMs, pickLaterDate, toTokyoDate } from './calendar.ts';
import { computeJitter, pickInstantMs } from './jitter.ts';
import { findEarliestSendMs } from './mail-timing.ts';
import type { Rejection } from './rejections.ts';
import { findResultRequestedAt, isLate } from './rejections-to-answer.ts';
import { findWindowFrom, isBusinessDay } from './sending-windows.ts';
import type { Situation } from './situation.ts';

const stepName = 'rejection_mail';

export type ResultTiming = { readonly dueMs: number | null; readonly undoUntilMs: number };

/**
 * When the result of these rejections leaves: so many sending days after the report, and after screening of documents
 * not too soon after the application, since an answer within the hour says that nobody read them. A late result leaves
 * as soon as a member asked for it.
 */
export const findResultTiming = (situation: Situation, rejections: readonly Rejection[]): ResultTiming => {
  const { caseId, settings } = situation;
  const { hours } = settings;
  const inTime = rejections.filter((rejection) => !isLate(rejection, situation));
  const undoUntilMs = Math.max(...rejections.map((rejection) => findUndoEndMs(situation, rejection)));
  const dueMs = findEarliestSendMs(undoUntilMs, hours, caseId, stepName);
  const earliest = inTime.map((rejection) => findEarliestDate(situation, rejection));
  const last = inTime.map(({ acceptedAtMs }) => addBusinessDays(toTokyoDate(acceptedAtMs), maxResultDays, hours));
  if (earliest.length === 0 || dueMs === null) return { dueMs, undoUntilMs };
  const latestDate = earliest.reduce(pickLaterDate);
  const lastDate = last.reduce((a, b) => (a < b ? a : b));
  const window = findWindowFrom(latestDate < lastDate ? latestDate : lastDate, hours);
  const isSooner = window === null || window.date <= toTokyoDate(dueMs);
  return { dueMs: isSooner ? dueMs : pickInstantMs(window, computeJitter(caseId, stepName)), undoUntilMs };
};

const findUndoEndMs = (situation: Situation, rejection: Rejection): number => {
  const { undoWindowMinutes } = situation.settings;
  const requestedAt = isLate(rejection, situation) ? findResultRequestedAt(situation, rejection.id) : null;
  return requestedAt === null ? rejection.acceptedAtMs + undoWindowMinutes * 60_000 : parseInstantMs(requestedAt);
};

const findEarliestDate = ({ settings }: Situation, { acceptedAtMs, appliedAtMs, stage }: Rejection): string => {
  const { hours, resultDelayDays, resultLeastDays } = settings;
  const delayed = addSendingDays(toTokyoDate(acceptedAtMs), resultDelayDays, hours);
  if (stage !== 'documents' || appliedAtMs === null) return delayed;
  return pickLaterDate(delayed, addBusinessDays(toTokyoDate(appliedAtMs), resultLeastDays, hours));
};

const addSendingDays = (date: string, days: number, hours: SendingHours): string => {
  let reached = date;
  for (let day = 0; day < days; day += 1) reached = findWindowFrom(addDays(reached, 1), hours)?.date ?? reached;
  return reached;
};

/** More than the longest closure that makes sense: whoever is closed for longer does not hold up a result for it. */
const maxSearchDays = 60;

export const addBusinessDays = (date: string, days: number, hours: SendingHours): string => {
  let reached = date;
  for (let left = days, searched = 0; left > 0 && searched < maxSearchDays; searched += 1) {
    reached = addDays(reached, 1);
    if (isBusinessDay(reached, hours)) left -= 1;
  }
  return reached;
};
