import { FileRefusedError } from './file-refusal.ts';
import { maxRows } from './limits.ts';
import type { DelimitedRecord } from './split-records.ts';

export type TableRow = {
  /** The row number a spreadsheet shows, from 1; the header and the rows above it count. */
  readonly row: number;
  readonly cells: readonly string[];
  /** The file ends inside this row, or right behind it, without a line end. */
  readonly isUnfinished?: true;
  /** Of an unfinished row: nothing shows that its last cell is whole. */
  readonly endsOpen?: true;
  /** The sheet does not show it: it is filtered, collapsed or without height. */
  readonly isHidden?: true;
  /** Columns, from 0, of formulas without a stored result. */
  readonly uncalculated?: readonly number[];
};

const isEmpty = ({ cells, uncalculated }: TableRow) =>
  uncalculated === undefined && cells.every((cell) => cell.trim() === '');

export async function* numberRows(records: AsyncIterable<DelimitedRecord>): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const { cells, hasLineEnd, endsInQuote } of records) {
    row += 1;
    if (hasLineEnd) yield { row, cells };
    else yield { row, cells, isUnfinished: true, ...(endsInQuote ? {} : { endsOpen: true }) };
  }
}

/** The rows below the header that are not empty. */
export async function* readRowsBelow(headerRow: number, rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const tableRow of rows) if (tableRow.row > headerRow && !isEmpty(tableRow)) yield tableRow;
}

export async function countRows(rows: AsyncIterable<TableRow>): Promise<number> {
  let count = 0;
  for await (const _ of rows) {
    count += 1;
    if (count > maxRows) throw new FileRefusedError('too_many_rows', `a file may have at most ${maxRows} rows`);
  }
  return count;
}
