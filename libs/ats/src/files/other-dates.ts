import { toValue } from '@goen/contracts/text';
import { readGuardedText } from './cell-text.ts';
import type { ColumnMap } from './column-map.ts';
import { type Field, headerNames } from './fields.ts';
import { findColumnIndex } from './find-column.ts';
import { toHeaderKey } from './header-key.ts';

export type Indexes = readonly (readonly [Field, number])[];

/**
 * The indexes of the columns that date a row when its own date is empty: those with another usual name of it, the
 * likeliest first. None when the map has no date, or one of a name of the company's own.
 */
export function findOtherDates(header: readonly string[], columns: ColumnMap, indexes: Indexes): readonly number[] {
  const keys = headerNames.rejected_at.map(toHeaderKey);
  if (columns.rejected_at === undefined || !keys.includes(toHeaderKey(columns.rejected_at))) return [];
  const mapped = new Set(indexes.map(([, index]) => index));
  return headerNames.rejected_at
    .map((name) => findColumnIndex(header, name))
    .filter((index) => index !== -1 && !mapped.has(index));
}

/** The columns of one row: its date is the first that is not empty. */
export function dateRow(cells: readonly string[], indexes: Indexes, others: readonly number[]): Indexes {
  const hasDate = (index: number) => toValue(readGuardedText(cells[index] ?? '')) !== null;
  return indexes.map(([field, index]) => {
    if (field !== 'rejected_at' || hasDate(index)) return [field, index];
    return [field, others.find(hasDate) ?? index];
  });
}
