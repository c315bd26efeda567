import { z } from 'zod';
import { type Field, fields } from './fields.ts';
import { findColumnIndexes } from './find-column.ts';

/** Field → the name of its column in the header. A company saves one for its exports. */
export const columnMap = z.partialRecord(z.enum(fields), z.string().trim().min(1).max(200));
export type ColumnMap = Readonly<z.infer<typeof columnMap>>;

export type ColumnProblem = {
  readonly field: Field;
  readonly column: string | null;
  readonly code: 'column_required' | 'column_missing' | 'column_twice';
};

/** Without these no row can be read: they identify the application and show whether it was rejected. */
const requiredFields = ['application_id', 'status'] as const;

/** The reasons why a map does not fit the header; empty when it fits. `addressRequired`: so is a column of addresses. */
export function findColumnProblems(
  map: ColumnMap,
  header: readonly string[],
  addressRequired: boolean,
): ColumnProblem[] {
  const problems: ColumnProblem[] = [];
  for (const field of addressRequired ? [...requiredFields, 'emails' as const] : requiredFields)
    if (map[field] === undefined) problems.push({ field, column: null, code: 'column_required' });
  for (const field of fields) {
    const column = map[field];
    if (column === undefined) continue;
    const count = findColumnIndexes(header, column).length;
    if (count !== 1) problems.push({ field, column, code: count === 0 ? 'column_missing' : 'column_twice' });
  }
  return problems;
}
