import { toComparisonKey } from '@goen/contracts/text';

/** The indexes of the columns with this name. Names are compared by key: a header may be written with radicals or NFD. */
export function findColumnIndexes(header: readonly string[], column: string): number[] {
  const key = toComparisonKey(column);
  if (key === '') return [];
  return header.flatMap((name, index) => (toComparisonKey(name) === key ? [index] : []));
}

/** The first column with this name; -1 when there is none. */
export const findColumnIndex = (header: readonly string[], column: string): number =>
  findColumnIndexes(header, column)[0] ?? -1;
