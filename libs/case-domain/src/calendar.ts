import { Temporal } from 'temporal-polyfill';

/** Japan has no daylight saving time: a fixed offset equals Asia/Tokyo and needs no time zone data. */
const tokyoOffset = '+09:00';

/** Milliseconds since the epoch of an RFC 3339 instant. Throws a RangeError when it is not valid. */
export const parseInstantMs = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const toTokyoTime = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(tokyoOffset);

/** The calendar date in Tokyo, `YYYY-MM-DD`. Such dates can be compared as strings. */
export const toTokyoDate = (ms: number): string => toTokyoTime(ms).toPlainDate().toString();

/** The instant that is so many minutes after midnight of a date in Tokyo; 1440 is the end of the day. */
export const toTokyoMs = (date: string, minutes: number): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(tokyoOffset).epochMilliseconds + minutes * 60_000;

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Adds calendar months, clamped to the end of the month: 31 August plus 6 months is 28 (or 29) February. */
export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** Adds calendar months to an instant and keeps its time of day in Tokyo. */
export const addMonthsToMs = (ms: number, months: number): number => toTokyoTime(ms).add({ months }).epochMilliseconds;

/** The ISO weekday: 1 is Monday, 7 is Sunday. */
export const toWeekday = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek;

export const pickLaterDate = (a: string, b: string): string => (a < b ? b : a);
