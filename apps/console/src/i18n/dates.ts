import { type Language, useLanguage } from './language.ts';

const timeZone = 'Asia/Tokyo';
const tags: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' };

type Instant = string | Date;
const toDate = (instant: Instant): Date => (instant instanceof Date ? instant : new Date(instant));

/** The date in Tokyo, `YYYY-MM-DD`, as the API writes dates. */
const toTokyoDate = (instant: Instant): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(toDate(instant)).replaceAll('/', '-');

/** Noon in Tokyo: in whatever zone the browser is, it falls on this date. */
const fromTokyoDate = (date: string): Date => new Date(`${date}T12:00:00+09:00`);

export const todayInTokyo = (): string => toTokyoDate(new Date());

const dayMs = 86_400_000;
export const addDays = (date: string, days: number): string =>
  toTokyoDate(new Date(fromTokyoDate(date).getTime() + days * dayMs));

/** The month some months later; `YYYY-MM`. */
export function addMonths(month: string, step: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + step;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Whole days from one date to another; negative into the past. */
const countDays = (from: string, to: string): number =>
  Math.round((fromTokyoDate(to).getTime() - fromTokyoDate(from).getTime()) / dayMs);

export type Formats = ReturnType<typeof createFormats>;

/** How days, times and numbers are written; always in Japan's time, and with the year where it is another one. */
export function createFormats(language: Language) {
  const tag = tags[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
  const day = format({ month: language === 'ja' ? 'long' : 'short', day: 'numeric', weekday: 'short' });
  const dayOfYear = format({
    year: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
  const fullDate = format({ dateStyle: 'long' });
  const clock = format({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
  const month = format({ year: 'numeric', month: 'long' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  // The browser writes 「30 日後」; every other number here stands at its unit.
  const closeUp = (text: string) => (language === 'ja' ? text.replace(/(\d) /, '$1') : text);
  const integer = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  const yen = new Intl.NumberFormat(tag, { style: 'currency', currency: 'JPY', currencyDisplay: 'narrowSymbol' });

  const formatDayOf = (date: Date) =>
    (toTokyoDate(date).slice(0, 4) === todayInTokyo().slice(0, 4) ? day : dayOfYear).format(date);
  return {
    /** 11月28日(土), of a date `YYYY-MM-DD` or an instant. */
    formatDay: (value: Instant) =>
      formatDayOf(typeof value === 'string' && value.length === 10 ? fromTokyoDate(value) : toDate(value)),
    /** 2026年11月28日, of a date `YYYY-MM-DD` in a record that is read years later. */
    formatDate: (date: string) => fullDate.format(fromTokyoDate(date)),
    /** 11月28日(土) 9:00 */
    formatTime: (value: Instant) => `${formatDayOf(toDate(value))} ${clock.format(toDate(value))}`,
    /** 9:00 */
    formatClock: (value: Instant) => clock.format(toDate(value)),
    /** 2026年11月 */
    formatMonth: (value: Instant) =>
      month.format(
        typeof value === 'string' && value.length <= 10 ? fromTokyoDate(`${value.slice(0, 7)}-01`) : toDate(value),
      ),
    /** 明日, 3日前: only beside the day itself. */
    formatDistance: (value: Instant) =>
      closeUp(
        relative.format(
          countDays(todayInTokyo(), value instanceof Date || value.length > 10 ? toTokyoDate(value) : value),
          'day',
        ),
      ),
    /** What stands in brackets after a text, as each language writes them. */
    formatAside: (text: string) => (language === 'ja' ? `（${text}）` : ` (${text})`),
    formatNumber: (value: number) => integer.format(value),
    /** Of a share between 0 and 1. */
    formatPercent: (share: number) => percent.format(share),
    formatYen: (amount: number) => yen.format(amount),
  };
}

const formats: Readonly<Record<Language, Formats>> = { ja: createFormats('ja'), en: createFormats('en') };

/** The formats in the language of the moment. */
export const useFormats = (): Formats => formats[useLanguage()];
