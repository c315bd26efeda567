import { type FileBytes, firstBytes } from './bytes.ts';
import { type Delimiter, findDelimiter, records } from './delimited.ts';
import { type Encoding, findEncoding } from './encoding.ts';
import { findHeader } from './header.ts';
import { maxRows } from './limits.ts';
import { type FileRefusal, refusalOf, refused } from './refusal.ts';
import { sheetRows } from './workbook.ts';

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

type Rows = AsyncIterable<string[]> | Iterable<string[]>;

async function* under(headerRow: number, all: Rows): AsyncGenerator<TableRow> {
  let row = 0;
  for await (const cells of all) {
    row += 1;
    if (row > headerRow && cells.some((cell) => cell.trim() !== '')) yield { row, cells };
  }
}

async function counted(rows: AsyncIterable<TableRow>): Promise<number> {
  let count = 0;
  for await (const _ of rows) {
    count += 1;
    if (count > maxRows) throw refused('too_many_rows', `a file may have ${maxRows} rows`);
  }
  return count;
}

async function openText(open: FileBytes, expected: ReadonlySet<string>): Promise<Table> {
  const encoding = await findEncoding(open);
  const { delimiter, header } = await findDelimiter(open, encoding, expected);
  const rows = () => under(header.row, records(open, encoding, delimiter));
  const format = { type: 'text', encoding, delimiter } as const;
  const rowCount = await counted(rows());
  return { kind: 'table', format, header: header.cells, headerRow: header.row, rowCount, rows };
}

async function openWorkbook(open: FileBytes, expected: ReadonlySet<string>): Promise<Table> {
  const all = await sheetRows(open);
  const header = findHeader(all, expected);
  if (header === null) throw refused('header_not_found', 'the first sheet has no row of column names');
  const rows = () => under(header.row, all);
  const rowCount = await counted(rows());
  return { kind: 'table', format: { type: 'xlsx' }, header: header.cells, headerRow: header.row, rowCount, rows };
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
    return await (archive ? openWorkbook : openText)(open, new Set(expected));
  } catch (error) {
    return { kind: 'refused', refusal: refusalOf(error) };
  }
}
