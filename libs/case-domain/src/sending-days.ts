import type { SendingHours } from '@goen/contracts/workflow';
import holidayJp from '@holiday-jp/holiday_jp';
import { addDays, tokyoDate, tokyoTimeMs, weekdayOf } from './calendar.ts';

/** When mails may leave on one date. Half-open: at `endMs` nothing is sent. */
export type Slot = { readonly date: string; readonly startMs: number; readonly endMs: number };

const friday = 5;
/** More than the closures a company can list; a search that finds nothing within it never will. */
const searchDays = 800;
const publicHolidays: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/** Public holidays, and 29 December to 3 January, on which no office works. */
const isHoliday = (date: string): boolean => {
  const monthDay = date.slice(5);
  return publicHolidays.has(date) || monthDay >= '12-29' || monthDay <= '01-03';
};

export const isSendingDay = (date: string, hours: SendingHours): boolean =>
  hours.weekdays.includes(weekdayOf(date)) && (hours.onHolidays || !isHoliday(date)) && !hours.closures.includes(date);

/** A notice must not reach somebody on the last hours before the offices close: short before such days. */
const isShort = (date: string, hours: SendingHours): boolean => {
  const tomorrow = addDays(date, 1);
  return weekdayOf(date) === friday || isHoliday(tomorrow) || hours.closures.includes(tomorrow);
};

const minutesOf = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

/** The slot of a date in Tokyo; null on a day without one. */
export const slotOf = (date: string, hours: SendingHours): Slot | null => {
  if (!isSendingDay(date, hours)) return null;
  const closesAt = isShort(date, hours) ? hours.shortClosesAt : hours.closesAt;
  const startMs = tokyoTimeMs(date, minutesOf(hours.opensAt));
  const endMs = tokyoTimeMs(date, minutesOf(closesAt));
  return startMs < endMs ? { date, startMs, endMs } : null;
};

/** The slot of the date, or of the first date after it that has one; null when these hours never open. */
export const slotFrom = (date: string, hours: SendingHours): Slot | null => {
  for (let day = 0; day < searchDays; day += 1) {
    const slot = slotOf(addDays(date, day), hours);
    if (slot) return slot;
  }
  return null;
};

/** The slot that holds the instant, else the next one after it; null when these hours never open. */
export const nextSlotAt = (atMs: number, hours: SendingHours): Slot | null => {
  const date = tokyoDate(atMs);
  const slot = slotFrom(date, hours);
  return slot && slot.endMs <= atMs ? slotFrom(addDays(date, 1), hours) : slot;
};

export const isInsideSlot = (atMs: number, hours: SendingHours): boolean => {
  const slot = slotOf(tokyoDate(atMs), hours);
  return slot !== null && slot.startMs <= atMs && atMs < slot.endMs;
};
