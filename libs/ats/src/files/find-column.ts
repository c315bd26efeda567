import { toComparisonKey } from '@goen/contracts/text';
import { toHeaderKey } from './header-key.ts';

/**
 * The indexes of the columns with this name, else of those whose name differs in a remark only, such as （必須）. Names
 * are compared by key: a header may be written with radicals or NFD.
 */
export function findColumnIndexes(header: readonly string[], column: string): number[] {
  if (toComparisonKey(column) === '') return [];
  const findBy = (toKey: (name: string) => string) =>
    header.flatMap((name, index) => (toKey(name) === toKey(column) ? [index] : []));
  const exact = findBy(toComparisonKey);
  return exact.length > 0 ? exact : findBy(toHeaderKey);
}

/** The first column with this name; -1 when there is none. */
export const findColumnIndex = (header: readonly string[], column: string): number =>
  findColumnIndexes(header, column)[0] ?? -1;
