import { Temporal } from 'temporal-polyfill';

/** Japan keeps no summer time: a fixed offset says the same as Asia/Tokyo and needs no zone data. */
const tokyo = '+09:00';

/** Milliseconds of an RFC 3339 instant; throws on one that is not valid. */
export const instantMs = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

const inTokyo = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(tokyo);

/** The calendar date in Tokyo, `YYYY-MM-DD`. Such dates compare as strings. */
export const tokyoDate = (ms: number): string => inTokyo(ms).toPlainDate().toString();

/** An instant of a Tokyo date, as minutes after its midnight; 1440 is the end of the day. */
export const tokyoTimeMs = (date: string, minutes: number): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(tokyo).epochMilliseconds + minutes * 60_000;

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Clamped to the month's end: 31 August plus 6 months is 28 (or 29) February. */
export const addMonths = (date: string, months: number): string =>
  Temporal.PlainDate.from(date).add({ months }).toString();

/** The same time of day in Tokyo, so many calendar months later. */
export const addMonthsMs = (ms: number, months: number): number => inTokyo(ms).add({ months }).epochMilliseconds;

/** ISO: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: string): number => Temporal.PlainDate.from(date).dayOfWeek;

export const laterDate = (a: string, b: string): string => (a < b ? b : a);
