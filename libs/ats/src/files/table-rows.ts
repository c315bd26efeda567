import { FileRefusedError } from './file-refusal.ts';
import { maxRows } from './limits.ts';
import type { DelimitedRecord } from './split-records.ts';

/**
 * `row`: the row number a spreadsheet shows, from 1; the header and the rows above it count. `isUnfinished`: the file ends
 * inside this row, or right behind it, without a line end.
 */
export type TableRow = { readonly row: number; readonly cells: readonly string[]; readonly isUnfinished?: true };

export async function* numberRows(records: AsyncIterable<DelimitedRecord>): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const { cells, hasLineEnd } of records) {
    row += 1;
    yield { row, cells, ...(hasLineEnd ? {} : { isUnfinished: true }) };
  }
}

/** The rows below the header that are not empty. */
export async function* readRowsBelow(headerRow: number, rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const tableRow of rows)
    if (tableRow.row > headerRow && tableRow.cells.some((cell) => cell.trim() !== '')) yield tableRow;
}

export async function countRows(rows: AsyncIterable<TableRow>): Promise<number> {
  let count = 0;
  for await (const _ of rows) {
    count += 1;
    if (count > maxRows) throw new FileRefusedError('too_many_rows', `a file may have at most ${maxRows} rows`);
  }
  return count;
}
