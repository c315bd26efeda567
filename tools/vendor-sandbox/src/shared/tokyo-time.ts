import { Temporal } from 'temporal-polyfill';

const zone = 'Asia/Tokyo';
const toTokyo = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** Formats an instant as Japanese vendors do, to the second: `2026-10-01T00:00:00+09:00`. */
export const toTokyoTime = (instant: string): string =>
  toTokyo(instant).toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** The calendar date in Tokyo, `YYYY-MM-DD`. */
export const toTokyoDate = (instant: string): string => toTokyo(instant).toPlainDate().toString();

/** The instant at which a date starts in Tokyo. */
export const toTokyoMidnight = (date: string): string =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });

export const subtractDays = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).subtract({ days }).toString();

/** Formats a date as `2026年10月1日`. */
export function toJapaneseDate(date: string): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return `${year}年${month}月${day}日`;
}
