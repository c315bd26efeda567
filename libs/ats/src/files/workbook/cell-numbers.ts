import { formatDigits, type NumberFormat } from './number-formats.ts';

const epochMs = Date.UTC(1899, 11, 30);
const days1904 = 1462;
const daySeconds = 86_400;
const maxDay = 2_958_466;
/** Excel counts 29 February 1900, which never was. */
const firstTrueDay = 60;
/** The digits that Excel keeps of a number. */
const keptDigits = 15;

const plainInteger = /^-?\d+$/;

/** The text of a number as its format shows it: local ISO dates, durations, and every digit of an ID. */
export function toNumberText(value: string, format: NumberFormat, from1904: boolean): string {
  const number = Number(value);
  switch (format.kind) {
    case 'date':
      return toLocalTime(number, from1904) ?? toDecimal(value, number);
    case 'duration':
      return toDuration(number) ?? toDecimal(value, number);
    case 'digits': {
      const decimal = toDecimal(value, number);
      return /^\d+$/.test(decimal) ? formatDigits(decimal, format.code) : decimal;
    }
    case 'number':
      return toDecimal(value, number);
  }
}

/** The local time of a serial number; a time of day alone when it has no day; null when Excel has no such day. */
function toLocalTime(serial: number, from1904: boolean): string | null {
  if (serial >= 0 && serial < 1) return toDuration(serial);
  const day = from1904 ? serial + days1904 : serial;
  if (!(day >= 0 && day < maxDay)) return null;
  const trueDay = day < firstTrueDay ? day + 1 : day;
  return new Date(epochMs + Math.round(trueDay * daySeconds) * 1000).toISOString().slice(0, 19);
}

/** `36:30:00`; null for a negative one, which Excel does not show. */
function toDuration(days: number): string | null {
  if (!(days >= 0 && days < maxDay)) return null;
  const seconds = Math.round(days * daySeconds);
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/**
 * Digits as written; fractions as Excel shows them, which stores 45013.1 as 45013.099999999999. An integer that a number
 * type may have rounded is shown as it shows it: no id may be made of `5.5E+17`.
 */
function toDecimal(value: string, number: number): string {
  if (!Number.isInteger(number)) return String(Number(number.toPrecision(keptDigits)));
  const isSafe = Number.isSafeInteger(number);
  const isWhole = plainInteger.test(value);
  const isRounded = isSafe
    ? Math.abs(number) >= 10 ** keptDigits && Number(number.toPrecision(keptDigits)) === number
    : !isWhole || String(number) === value;
  if (isRounded) return number.toExponential();
  return isWhole ? value : String(number);
}
