import type { SendingDay } from '@goen/client';
import { addDays } from '../../i18n/dates.ts';

/** The dates of a month. */
export function toMonthDays(month: string): string[] {
  const days: string[] = [];
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) days.push(date);
  return days;
}

/** By the numbers of ISO 8601, from Monday. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const daysOfWeek = 7;

/** The days of a month in weeks from Sunday; undefined: a day of another month. */
export function toWeeks(days: readonly SendingDay[]): (SendingDay | undefined)[][] {
  const [first] = days;
  if (first === undefined) return [];
  const before = new Date(`${first.date}T00:00:00Z`).getUTCDay();
  const cells = [...Array.from<undefined>({ length: before }), ...days];
  const weeks = Math.ceil(cells.length / daysOfWeek);
  return Array.from({ length: weeks }, (_, n) =>
    Array.from({ length: daysOfWeek }, (_, m) => cells[n * daysOfWeek + m]),
  );
}
