import { brokenWorkbookError } from './archive.ts';
import { toNumberText } from './cell-numbers.ts';
import type { SharedStrings } from './shared-strings.ts';
import { unescapeText } from './text-collector.ts';
import type { WorkbookParts } from './workbook-parts.ts';

/** What the cells of a sheet refer to. */
export type CellSource = Pick<WorkbookParts, 'numberFormats' | 'from1904'> & { readonly strings: SharedStrings };

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
      if (!Number.isFinite(Number(value))) throw brokenWorkbookError('a cell is not a number');
      return toNumberText(value.trim(), numberFormats[style] ?? { kind: 'number' }, from1904);
    }
  }
}
