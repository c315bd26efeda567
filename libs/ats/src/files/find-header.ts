import { readGuardedText } from './cell-text.ts';
import { knownHeaderKeys } from './fields.ts';
import { toHeaderKey } from './header-key.ts';
import { maxHeadRows } from './limits.ts';

export type Header = { readonly row: number; readonly cells: readonly string[]; readonly knownNames: number };

const countFilled = (cells: readonly string[]) => cells.filter((cell) => cell !== '').length;

/**
 * The header among the first rows: the first row with the most known names, at least two; else the first of the widest
 * rows, at least two cells wide. Null when there is none. Row numbers start at 1 and include the rows above the header.
 */
export function findHeader(rows: readonly (readonly string[])[], expectedNames: ReadonlySet<string>): Header | null {
  const expectedKeys = new Set([...expectedNames].map(toHeaderKey));
  const head = rows.slice(0, maxHeadRows).map((row, index) => {
    const cells = row.map((cell) => readGuardedText(cell).trim());
    const keys = cells.map(toHeaderKey);
    const knownNames = keys.filter((key) => expectedKeys.has(key) || knownHeaderKeys.has(key)).length;
    return { row: index + 1, cells, knownNames };
  });
  const mostKnown = Math.max(0, ...head.map(({ knownNames }) => knownNames));
  const widest = Math.max(0, ...head.map(({ cells }) => countFilled(cells)));
  if (widest < 2) return null;
  const header =
    mostKnown >= 2
      ? head.find(({ knownNames }) => knownNames === mostKnown)
      : head.find(({ cells }) => countFilled(cells) === widest);
  return header ?? null;
}
