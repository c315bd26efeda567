import type { SendingHours } from '@goen/contracts/workflow';
import holidayJp from '@holiday-jp/holiday_jp';
import { addDays, toTokyoDate, toTokyoMs, toWeekday } from './calendar.ts';

/** When mails may leave on one date. Half-open: nothing is sent at `endMs`. */
export type SendingWindow = { readonly date: string; readonly startMs: number; readonly endMs: number };

const friday = 5;
/** More than the number of closures a company can list: a longer search would find nothing either. */
const maxSearchDays = 800;
const publicHolidays: ReadonlySet<string> = new Set(Object.keys(holidayJp.holidays));

/** Public holidays, and 29 December to 3 January, when offices are closed. */
const isHoliday = (date: string): boolean => {
  const monthDay = date.slice(5);
  return publicHolidays.has(date) || monthDay >= '12-29' || monthDay <= '01-03';
};

/** Monday to Friday, no public holiday, and no closure of the company. */
export const isBusinessDay = (date: string, { closures }: SendingHours): boolean =>
  toWeekday(date) <= friday && !isHoliday(date) && !closures.includes(date);

const isSendingDay = (date: string, hours: SendingHours): boolean =>
  hours.weekdays.includes(toWeekday(date)) && (hours.onHolidays || !isHoliday(date)) && !hours.closures.includes(date);

/** Nobody should get a rejection just before the offices close for days: Fridays and eves of holidays end early. */
const closesEarly = (date: string, hours: SendingHours): boolean => {
  const nextDate = addDays(date, 1);
  return toWeekday(date) === friday || isHoliday(nextDate) || hours.closures.includes(nextDate);
};

const parseMinutes = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

/** The date from which `days` business days have passed, today included; null when there are hardly any. */
export const findDateBusinessDaysAgo = (today: string, days: number, hours: SendingHours): string | null => {
  let date = today;
  let left = days;
  for (let searched = 0; left > 0; searched += 1) {
    if (searched > maxSearchDays) return null;
    if (isBusinessDay(date, hours)) left -= 1;
    date = addDays(date, -1);
  }
  return date;
};

/** How many business days have passed since a date, today included. */
export const countBusinessDaysSince = (date: string, today: string, hours: SendingHours): number => {
  let days = 0;
  for (let day = addDays(date, 1); day <= today; day = addDays(day, 1)) if (isBusinessDay(day, hours)) days += 1;
  return days;
};

/** The sending window of a date in Tokyo; null on a day without one. */
export const findWindowOn = (date: string, hours: SendingHours): SendingWindow | null => {
  if (!isSendingDay(date, hours)) return null;
  const closesAt = closesEarly(date, hours) ? hours.shortClosesAt : hours.closesAt;
  const startMs = toTokyoMs(date, parseMinutes(hours.opensAt));
  const endMs = toTokyoMs(date, parseMinutes(closesAt));
  return startMs < endMs ? { date, startMs, endMs } : null;
};

type DayOff = 'weekday' | 'public_holiday' | 'year_end' | 'closure';

/** Why no mail leaves on a date, and what the calendar calls it; null: on a day with a sending window. */
export function findDayOff(
  date: string,
  hours: SendingHours,
): { readonly reason: DayOff; readonly name: string | null } | null {
  if (hours.closures.includes(date)) return { reason: 'closure', name: null };
  if (!hours.onHolidays && publicHolidays.has(date)) return { reason: 'public_holiday', name: findHolidayName(date) };
  if (!hours.onHolidays && isHoliday(date)) return { reason: 'year_end', name: null };
  return hours.weekdays.includes(toWeekday(date)) ? null : { reason: 'weekday', name: findHolidayName(date) };
}

const holidayNames: Readonly<Record<string, { readonly name: string } | undefined>> = holidayJp.holidays;
const findHolidayName = (date: string): string | null => holidayNames[date]?.name ?? null;

/** The first sending window on or after a date; null when these hours never open. */
export const findWindowFrom = (date: string, hours: SendingHours): SendingWindow | null => {
  for (let day = 0; day < maxSearchDays; day += 1) {
    const window = findWindowOn(addDays(date, day), hours);
    if (window) return window;
  }
  return null;
};

/** The last sending window on or before a date; null when these hours never open. */
export const findWindowUntil = (date: string, hours: SendingHours): SendingWindow | null => {
  for (let day = 0; day < maxSearchDays; day += 1) {
    const window = findWindowOn(addDays(date, -day), hours);
    if (window) return window;
  }
  return null;
};

/** The date of the n-th sending day after a date; that many calendar days later when these hours never open. */
export const addSendingDays = (date: string, days: number, hours: SendingHours): string => {
  let day = date;
  for (let passed = 0; passed < days; passed += 1) {
    const next = addDays(day, 1);
    day = findWindowFrom(next, hours)?.date ?? next;
  }
  return day;
};

/** The sending window that contains the instant, else the next one; null when these hours never open. */
export const findSendingWindow = (atMs: number, hours: SendingHours): SendingWindow | null => {
  const date = toTokyoDate(atMs);
  const window = findWindowFrom(date, hours);
  return window && window.endMs <= atMs ? findWindowFrom(addDays(date, 1), hours) : window;
};

/** Whether mails may leave at the instant. */
export const isInSendingWindow = (atMs: number, hours: SendingHours): boolean => {
  const window = findWindowOn(toTokyoDate(atMs), hours);
  return window !== null && window.startMs <= atMs && atMs < window.endMs;
};
