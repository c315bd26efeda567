import { knownHeaders } from './fields.ts';
import { maxHeadRows } from './limits.ts';

export type Header = { readonly row: number; readonly cells: readonly string[]; readonly known: number };

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length;

/**
 * The header among the first rows: the first row with the most known names. Where no name is known, the first row as
 * wide as the widest, two cells at least. Null when there is none. Row numbers count from 1, meta rows too.
 */
export function findHeader(rows: readonly (readonly string[])[], expected: ReadonlySet<string>): Header | null {
  const head = rows.slice(0, maxHeadRows).map((cells, at) => ({
    row: at + 1,
    cells: cells.map((cell) => cell.trim()),
    known: cells.filter((cell) => expected.has(cell.trim()) || knownHeaders.has(cell.trim())).length,
  }));
  const most = Math.max(0, ...head.map((row) => row.known));
  const widest = Math.max(0, ...head.map((row) => filled(row.cells)));
  if (widest < 2) return null;
  const found = most >= 2 ? head.find((row) => row.known === most) : head.find((row) => filled(row.cells) === widest);
  return found ?? null;
}
