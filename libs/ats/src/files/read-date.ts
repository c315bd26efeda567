import { rememberTexts } from '@goen/contracts/text';
import { Temporal } from 'temporal-polyfill/full';
import { toStoredText } from './cell-text.ts';

export type DateErrorCode = 'two_digit_year' | 'no_such_date' | 'unknown_date';
type ReadDate = { readonly instant: string } | { readonly error: DateErrorCode };

const timePattern = '(?:[T ]*(\\d{1,2})[:時](\\d{1,2})(?:[:分](?:(\\d{1,2})(?:\\.(\\d+))?秒?)?)?分?)?';
const offsetPattern = '(Z|[+-]\\d{2}:?\\d{2})?';
const dateTail = `\\s*(?:\\([日月火水木金土]\\))?\\s*${timePattern}\\s*${offsetPattern}$`;
/** Some systems pad one-digit months and days with a space. */
const monthAndDay = '(?:年|[-/.]) ?(\\d{1,2})(?:月|[-/.]) ?(\\d{1,2})日?';
const western = new RegExp(`^(\\d{4})${monthAndDay}${dateTail}`);
const era = new RegExp(`^(令和|平成|昭和|[RHS]) ?(元|\\d{1,2})${monthAndDay}${dateTail}`, 'i');
const twoDigitYear = /^(\d{2}(年|[-/.]) ?\d{1,2}(月|[-/.]) ?\d{1,2}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d))/;
/** Serial days of Excel's 1900 system, limited to the years 1954 to 2119. */
const excelSerial = /^([2-7]\d{4})(\.\d+)?$/;

const eraNames: Readonly<Record<string, string>> = {
  令和: 'reiwa',
  平成: 'heisei',
  昭和: 'showa',
  R: 'reiwa',
  H: 'heisei',
  S: 'showa',
};

/** A date in a Japanese era; throws RangeError for a year outside it, such as 平成40年. */
function toEraDate(name: string, eraYear: number, month: number, day: number): Temporal.PlainDate {
  const date = Temporal.PlainDate.from(
    { calendar: 'japanese', era: name, eraYear, month, day },
    { overflow: 'reject' },
  );
  if (date.era !== name || date.eraYear !== eraYear) throw new RangeError('outside the era');
  return date.withCalendar('iso8601');
}

type TimeParts = readonly (string | undefined)[];

/** RFC 3339 with milliseconds at Tokyo's offset; the time counts as Tokyo's unless the text has an offset. */
function toInstant(date: Temporal.PlainDate, [hour, minute, second, fraction, zone]: TimeParts): string {
  const millisecond = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const time = { hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0), millisecond };
  const local = date.toPlainDateTime(Temporal.PlainTime.from(time, { overflow: 'reject' }));
  const timeZone = zone === undefined ? 'Asia/Tokyo' : zone === 'Z' ? 'UTC' : zone;
  return local.toZonedDateTime(timeZone).withTimeZone('Asia/Tokyo').toString({ timeZoneName: 'never' });
}

function parseDate(text: string): string | null {
  const westernMatch = western.exec(text);
  if (westernMatch !== null) {
    const [year, month, day] = westernMatch.slice(1, 4).map(Number);
    const date = Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, { overflow: 'reject' });
    return toInstant(date, westernMatch.slice(4));
  }
  const eraMatch = era.exec(text);
  if (eraMatch !== null) {
    const [name, year, month, day] = eraMatch.slice(1, 5);
    const date = toEraDate(
      eraNames[(name ?? '').toUpperCase()] ?? '',
      year === '元' ? 1 : Number(year),
      Number(month),
      Number(day),
    );
    return toInstant(date, eraMatch.slice(5));
  }
  if (!excelSerial.test(text)) return null;
  const seconds = Math.round(Number(text) * 86_400);
  const dateTime = Temporal.PlainDateTime.from('1899-12-30').add({ seconds });
  return dateTime.toZonedDateTime('Asia/Tokyo').toString({ timeZoneName: 'never' });
}

/**
 * Reads a date cell as RFC 3339 at Tokyo's offset: YYYY年M月D日, YYYY/M/D, ISO 8601, 和暦 (令和8年4月1日, R8.4.1) or an Excel
 * serial number, with or without a time. A time without an offset is Tokyo's; a date alone is midnight in Tokyo.
 */
export const readDate = rememberTexts((cell: string): ReadDate => {
  // Dates that are copied from Windows carry direction marks.
  const text = toStoredText(cell.replaceAll(/\p{Cf}/gu, '')).normalize('NFKC');
  try {
    const instant = parseDate(text);
    if (instant !== null) return { instant };
  } catch (error) {
    if (error instanceof RangeError) return { error: 'no_such_date' };
    throw error;
  }
  return { error: twoDigitYear.test(text) ? 'two_digit_year' : 'unknown_date' };
});
