import { type SendingHours, type StepName } from '@goen/contracts/workflow';
import { addDays, laterDate, tokyoDate } from './calendar.ts';
import { jitterOf, momentIn } from './jitter.ts';
import { isInsideSlot, nextSlotAt, type Slot, slotFrom } from './sending-days.ts';
import type { Situation } from './situation.ts';

/** How long a case waits before it looks again when nothing in its facts says when. */
export const recheckAfterMs = 7 * 24 * 60 * 60 * 1000;

/** At that very instant when the slot is open; jitter spreads only what was moved to a slot's start. */
export const firstMomentFrom = (atMs: number, hours: SendingHours, caseId: string, kind: StepName): number | null => {
  if (isInsideSlot(atMs, hours)) return atMs;
  const slot = nextSlotAt(atMs, hours);
  return slot && momentIn(slot, jitterOf(caseId, kind));
};

/** When a mail that is due leaves: what is overdue goes at once in an open slot, else in the next one. */
export const leavesAtMs = ({ caseId, nowMs, settings }: Situation, dueMs: number, kind: StepName): number | null =>
  nowMs < dueMs ? dueMs : firstMomentFrom(nowMs, settings.hours, caseId, kind);

/** The first of a mail's moments at or after `fromMs`: when it is due, else its moment in a slot of a later day. */
export const momentFrom = (
  { caseId, settings: { hours } }: Situation,
  dueMs: number,
  fromMs: number,
  kind: StepName,
): number | null => {
  if (fromMs <= dueMs) return dueMs;
  const jitter = jitterOf(caseId, kind);
  const slot = nextSlotAt(fromMs, hours);
  if (slot === null) return null;
  const isAnother = slot.date > tokyoDate(dueMs);
  if (isAnother && momentIn(slot, jitter) >= fromMs) return momentIn(slot, jitter);
  const following = slotFrom(addDays(slot.date, 1), hours);
  return following && momentIn(following, jitter);
};

/** The slot of a regulated mail: not while the case is paused, nor again on a day that had its one such mail. */
export const regulatedSlot = (
  { settings, standing }: Situation,
  date: string,
  limitedOn: string | null,
): Slot | null => {
  const fromPause = standing.pausedUntil ?? date;
  const fromLimit = limitedOn === null ? date : addDays(limitedOn, 1);
  return slotFrom(laterDate(date, laterDate(fromPause, fromLimit)), settings.hours);
};
