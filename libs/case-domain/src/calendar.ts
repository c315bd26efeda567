import { Temporal } from 'temporal-polyfill';

/**
 * Japan has no daylight saving time: a fixed offset equals Asia/Tokyo. Most of this is plain arithmetic, since an intake
 * asks a hundred times per report and Temporal takes ten times as long.
 */
const tokyoOffset = '+09:00';
const tokyoOffsetMs = 9 * 3_600_000;
const dayMs = 24 * 3_600_000;

/** Milliseconds since the epoch of an RFC 3339 instant. Throws a RangeError when it is not valid. */
export const parseInstantMs = (instant: string): number => {
  const ms = instant.length === storedLength ? Date.parse(instant) : Number.NaN;
  // Date.parse is lenient: only the form in which facts are stored is taken from it.
  return !Number.isNaN(ms) && new Date(ms).toISOString() === instant
    ? ms
    : Temporal.Instant.from(instant).epochMilliseconds;
};
const storedLength = '2026-11-24T02:00:00.000Z'.length;

/** Cases of an intake ask about the same few hundred days again and again. */
const maxRememberedDays = 10_000;

function rememberDays<Key, Value>(toValue: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = toValue(key);
    if (known.size >= maxRememberedDays) known.clear();
    known.set(key, value);
    return value;
  };
}

const toDateOfDay = rememberDays((day: number) => new Date(day * dayMs).toISOString().slice(0, 10));
const toDate = (utcMs: number): string => toDateOfDay(Math.floor(utcMs / dayMs));

/** Midnight of a date in UTC. */
const toUtcMs = rememberDays((date: string): number => {
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(ms)) throw new RangeError(`"${date}" is no date`);
  return ms;
});

const toTokyoTime = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(tokyoOffset);

/** The calendar date in Tokyo, `YYYY-MM-DD`. Such dates can be compared as strings. */
export const toTokyoDate = (ms: number): string => toDate(ms + tokyoOffsetMs);

/** The instant that is so many minutes after midnight of a date in Tokyo; 1440 is the end of the day. */
export const toTokyoMs = (date: string, minutes: number): number => toUtcMs(date) - tokyoOffsetMs + minutes * 60_000;

export const addDays = (date: string, days: number): string => toDate(toUtcMs(date) + days * dayMs);

/** Adds calendar months, clamped to the end of the month: 31 August plus 6 months is 28 (or 29) February. */
export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** Adds calendar months to an instant and keeps its time of day in Tokyo. */
export const addMonthsToMs = (ms: number, months: number): number => toTokyoTime(ms).add({ months }).epochMilliseconds;

/** The ISO weekday: 1 is Monday, 7 is Sunday. */
export const toWeekday = (date: string): number => new Date(toUtcMs(date)).getUTCDay() || 7;

export const pickLaterDate = (a: string, b: string): string => (a < b ? b : a);
