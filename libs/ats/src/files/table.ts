import { type Delimiter, findDelimiter, records } from './delimited.ts';
import { type Encoding, findEncoding } from './encoding.ts';
import { type FileRefusal, refusalOf, refused } from './file-refusal.ts';
import { findHeader } from './find-header.ts';
import { maxHeadRows, maxRows } from './limits.ts';
import { type FileBytes, firstBytes } from './read-lines.ts';
import { sheetRows } from './workbook/sheet-rows.ts';

/** `row`: as a spreadsheet shows it, from 1, meta rows and the header counted. */
export type TableRow = { readonly row: number; readonly cells: readonly string[] };

export type Table = {
  readonly kind: 'table';
  readonly format:
    | { readonly type: 'text'; readonly encoding: Encoding; readonly delimiter: Delimiter }
    | { readonly type: 'xlsx' };
  /** Trimmed names of the columns; an empty one has none. */
  readonly header: readonly string[];
  readonly headerRow: number;
  /** Rows under the header with anything in them: as many as `rows()` gives. */
  readonly rowCount: number;
  readonly rows: () => AsyncIterable<TableRow>;
};

async function* numbered(records: AsyncIterable<string[]>): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const cells of records) {
    row += 1;
    yield { row, cells };
  }
}

async function* under(headerRow: number, all: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  for await (const one of all) if (one.row > headerRow && one.cells.some((cell) => cell.trim() !== '')) yield one;
}

async function counted(rows: AsyncIterable<TableRow>): Promise<number> {
  let count = 0;
  for await (const _ of rows) {
    count += 1;
    if (count > maxRows) throw refused('too_many_rows', `a file may have ${maxRows} rows`);
  }
  return count;
}

/** Where the table stands in its file: enough to read its rows without looking for it again. */
export type Layout = Pick<Table, 'format' | 'header' | 'headerRow'>;

function rowsOf(open: FileBytes, { format, headerRow }: Layout): AsyncGenerator<TableRow> {
  if (format.type === 'xlsx') return under(headerRow, sheetRows(open));
  return under(headerRow, numbered(records(open, format.encoding, format.delimiter)));
}

/** The table of a file that was looked through before: its rows stream at once. */
export const reopenTable = (open: FileBytes, layout: Layout, rowCount: number): Table => ({
  kind: 'table',
  ...layout,
  rowCount,
  rows: () => rowsOf(open, layout),
});

async function textLayout(open: FileBytes, expected: ReadonlySet<string>): Promise<Layout> {
  const encoding = await findEncoding(open);
  const { delimiter, header } = await findDelimiter(open, encoding, expected);
  return { format: { type: 'text', encoding, delimiter }, header: header.cells, headerRow: header.row };
}

async function sheetLayout(open: FileBytes, expected: ReadonlySet<string>): Promise<Layout> {
  const head: string[][] = Array.from({ length: maxHeadRows }, () => []);
  for await (const { row, cells } of sheetRows(open)) {
    if (row > maxHeadRows) break;
    head[row - 1] = [...cells];
  }
  const header = findHeader(head, expected);
  if (header === null) throw refused('header_not_found', 'the first sheet has no row of column names');
  return { format: { type: 'xlsx' }, header: header.cells, headerRow: header.row };
}

/**
 * A table out of the bytes of a CSV, TSV or XLSX file. The whole file is looked through before it is given out, so that
 * a broken one is refused whole; then its rows stream. `expected`: names the company's own map knows.
 */
export async function openTable(
  open: FileBytes,
  expected: Iterable<string> = [],
): Promise<Table | { readonly kind: 'refused'; readonly refusal: FileRefusal }> {
  try {
    const head = await firstBytes(open, 8);
    if (head.length === 0) throw refused('empty_file', 'the file is empty');
    if (head.subarray(0, 4).toString('hex') === 'd0cf11e0')
      throw refused('old_workbook', 'an .xls or a workbook with a password: save it as .xlsx without one');
    const archive = head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
    const layout = await (archive ? sheetLayout : textLayout)(open, new Set(expected));
    return reopenTable(open, layout, await counted(rowsOf(open, layout)));
  } catch (error) {
    return { kind: 'refused', refusal: refusalOf(error) };
  }
}
