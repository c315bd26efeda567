import { Temporal } from 'temporal-polyfill/full';
import { storedText } from './cell-text.ts';

export type DateErrorCode = 'two_digit_year' | 'no_such_date' | 'unknown_date';
export type ReadDate = { readonly instant: string } | { readonly error: DateErrorCode };

const time = '(?:[T ]*(\\d{1,2})[:時](\\d{1,2})(?:[:分](?:(\\d{1,2})(?:\\.(\\d+))?秒?)?)?分?)?';
const offset = '(Z|[+-]\\d{2}:?\\d{2})?';
const rest = `\\s*(?:\\([日月火水木金土]\\))?\\s*${time}\\s*${offset}$`;
/** Months and days of one digit are padded with a space by some systems. */
const monthAndDay = '(?:年|[-/.]) ?(\\d{1,2})(?:月|[-/.]) ?(\\d{1,2})日?';
const western = new RegExp(`^(\\d{4})${monthAndDay}${rest}`);
const era = new RegExp(`^(令和|平成|昭和|[RHS]) ?(元|\\d{1,2})${monthAndDay}${rest}`, 'i');
const twoDigits = /^(\d{2}(年|[-/.]) ?\d{1,2}(月|[-/.]) ?\d{1,2}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d))/;
/** Days of the 1900 system of Excel, in the years 1954 to 2119. */
const serial = /^([2-7]\d{4})(\.\d+)?$/;

const eraNames: Readonly<Record<string, string>> = {
  令和: 'reiwa',
  平成: 'heisei',
  昭和: 'showa',
  R: 'reiwa',
  H: 'heisei',
  S: 'showa',
};

/** A date of an era, within that era: 平成40年 is none. */
function eraDate(name: string, eraYear: number, month: number, day: number): Temporal.PlainDate {
  const date = Temporal.PlainDate.from(
    { calendar: 'japanese', era: name, eraYear, month, day },
    { overflow: 'reject' },
  );
  if (date.era !== name || date.eraYear !== eraYear) throw new RangeError('outside of the era');
  return date.withCalendar('iso8601');
}

type Clock = readonly (string | undefined)[];

/** RFC 3339 to the millisecond, in Tokyo's offset unless the text has its own. */
function instantOf(date: Temporal.PlainDate, [hour, minute, second, fraction, zone]: Clock): string {
  const millisecond = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const clock = { hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0), millisecond };
  const local = date.toPlainDateTime(Temporal.PlainTime.from(clock, { overflow: 'reject' }));
  const timeZone = zone === undefined ? 'Asia/Tokyo' : zone === 'Z' ? 'UTC' : zone;
  return local.toZonedDateTime(timeZone).withTimeZone('Asia/Tokyo').toString({ timeZoneName: 'never' });
}

function read(text: string): string | null {
  const plain = western.exec(text);
  if (plain !== null) {
    const [year, month, day] = plain.slice(1, 4).map(Number);
    const date = Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, { overflow: 'reject' });
    return instantOf(date, plain.slice(4));
  }
  const japanese = era.exec(text);
  if (japanese !== null) {
    const [name, year, month, day] = japanese.slice(1, 5);
    const date = eraDate(
      eraNames[(name ?? '').toUpperCase()] ?? '',
      year === '元' ? 1 : Number(year),
      Number(month),
      Number(day),
    );
    return instantOf(date, japanese.slice(5));
  }
  const days = serial.exec(text);
  if (days === null) return null;
  const seconds = Math.round(Number(text) * 86_400);
  const moment = Temporal.PlainDateTime.from('1899-12-30').add({ seconds });
  return moment.toZonedDateTime('Asia/Tokyo').toString({ timeZoneName: 'never' });
}

/**
 * The instant a cell names, as RFC 3339 in Tokyo's offset: YYYY年M月D日, YYYY/M/D, ISO 8601, 和暦 (令和8年4月1日, R8.4.1),
 * an Excel serial; with or without a time. A time without an offset is Tokyo's; a date alone is its first moment there.
 */
export function readDate(cell: string): ReadDate {
  const text = storedText(cell).normalize('NFKC');
  try {
    const instant = read(text);
    if (instant !== null) return { instant };
  } catch (error) {
    if (error instanceof RangeError) return { error: 'no_such_date' };
    throw error;
  }
  return { error: twoDigits.test(text) ? 'two_digit_year' : 'unknown_date' };
}
