import { FileRefusedError } from './file-refusal.ts';
import { maxRows } from './limits.ts';

/** `row`: the row number a spreadsheet shows, from 1; the header and the rows above it count. */
export type TableRow = { readonly row: number; readonly cells: readonly string[] };

export async function* numberRows(records: AsyncIterable<string[]>): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const cells of records) {
    row += 1;
    yield { row, cells };
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
