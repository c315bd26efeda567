import { brokenWorkbookError } from './archive.ts';
import { toNumberText } from './cell-numbers.ts';
import type { SharedStrings } from './shared-strings.ts';
import { unescapeText } from './text-collector.ts';
import type { WorkbookParts } from './workbook-parts.ts';

/** What the cells of a sheet refer to. */
export type CellSource = Pick<WorkbookParts, 'numberFormats' | 'from1904'> & { readonly strings: SharedStrings };

/** As XML writes a double; `Number` reads more, such as `0x10`. */
const decimalNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const noNumber = /^(?:NaN|[+-]?Inf(?:inity)?)$/i;

const zone = /(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * The text of a cell's stored value: numbers and dates by their format, errors as empty. A formula counts by its stored
 * result, and a merged cell by its first one, as when the sheet is saved as CSV.
 */
export function toCellText(
  { type, style, value }: { readonly type: string; readonly style: number; readonly value: string | null },
  { numberFormats, from1904, strings }: CellSource,
): string {
  if (value === null || value.trim() === '') return '';
  switch (type) {
    case 's': {
      const text = strings.get(Number(value));
      if (text === null) throw brokenWorkbookError('a cell refers to a missing text');
      return text;
    }
    case 'str':
      return unescapeText(value);
    case 'd':
      // Excel knows no time zones: whatever writers add, the time is local.
      return value.includes('T') ? value.replace(zone, '') : value;
    case 'b':
      return ['1', 'true'].includes(value) ? 'TRUE' : 'FALSE';
    case 'e':
      return '';
    default: {
      const number = value.trim();
      if (noNumber.test(number)) return '';
      // One cell that is no number must not refuse the file: it is text, which its column takes or refuses.
      if (!decimalNumber.test(number) || !Number.isFinite(Number(number))) return number;
      return toNumberText(number, numberFormats[style] ?? { kind: 'number' }, from1904);
    }
  }
}
