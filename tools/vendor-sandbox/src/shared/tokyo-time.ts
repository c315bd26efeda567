import { Temporal } from 'temporal-polyfill';

const zone = 'Asia/Tokyo';
const inTokyo = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** `2026-10-01T00:00:00+09:00`: an instant as Japanese vendors write it, to the second. */
export const tokyoTime = (instant: string): string =>
  inTokyo(instant).toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** The calendar date in Tokyo, `YYYY-MM-DD`. */
export const tokyoDate = (instant: string): string => inTokyo(instant).toPlainDate().toString();

/** The instant at which a date begins in Tokyo. */
export const tokyoMidnight = (date: string): string =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });

export const daysBefore = (date: string, days: number): string =>
  Temporal.PlainDate.from(date).subtract({ days }).toString();

/** `2026年10月1日` */
export function japaneseDate(date: string): string {
  const { year, month, day } = Temporal.PlainDate.from(date);
  return `${year}年${month}月${day}日`;
}
