import { detectDelimiter, readRecords } from './delimited.ts';
import { detectEncoding, type Encoding } from './encoding.ts';
import { type FileRefusal, FileRefusedError } from './file-refusal.ts';
import { findHeader } from './find-header.ts';
import { maxHeadRows } from './limits.ts';
import { type FileBytes, readFirstBytes } from './read-lines.ts';
import type { Delimiter } from './split-records.ts';
import { countRows, numberRows, readRowsBelow, type TableRow } from './table-rows.ts';
import { readSheetRows } from './workbook/sheet-rows.ts';

export type Table = {
  readonly kind: 'table';
  readonly format:
    | { readonly type: 'text'; readonly encoding: Encoding; readonly delimiter: Delimiter }
    | { readonly type: 'xlsx' };
  /** Trimmed column names; empty for a column without a name. */
  readonly header: readonly string[];
  readonly headerRow: number;
  /** How many rows `rows()` yields: those below the header that are not empty. */
  readonly rowCount: number;
  readonly rows: () => AsyncIterable<TableRow>;
};

/** Where the table is in its file: enough to read its rows again without searching for the header. */
type Layout = Pick<Table, 'format' | 'header' | 'headerRow'>;

function readRows(open: FileBytes, { format, headerRow }: Layout): AsyncGenerator<TableRow> {
  if (format.type === 'xlsx') return readRowsBelow(headerRow, readSheetRows(open));
  return readRowsBelow(headerRow, numberRows(readRecords(open, format.encoding, format.delimiter)));
}

/** The table of a file that was checked before: its rows stream at once. */
export const reopenTable = (open: FileBytes, layout: Layout, rowCount: number): Table => ({
  kind: 'table',
  ...layout,
  rowCount,
  rows: () => readRows(open, layout),
});

async function findTextLayout(open: FileBytes, expectedNames: ReadonlySet<string>): Promise<Layout> {
  const encoding = await detectEncoding(open);
  const { delimiter, header } = await detectDelimiter(open, encoding, expectedNames);
  return { format: { type: 'text', encoding, delimiter }, header: header.cells, headerRow: header.row };
}

async function findSheetLayout(open: FileBytes, expectedNames: ReadonlySet<string>): Promise<Layout> {
  const head: TableRow[] = Array.from({ length: maxHeadRows }, (_, index) => ({ row: index + 1, cells: [] }));
  for await (const tableRow of readSheetRows(open)) {
    if (tableRow.row > maxHeadRows) break;
    head[tableRow.row - 1] = tableRow;
  }
  // A hidden row of technical names must not win over the header that people see.
  const visible = findHeader(
    head.map(({ cells, isHidden }) => (isHidden ? [] : cells)),
    expectedNames,
  );
  const hasNames = visible !== null && visible.knownNames > 1;
  const header = hasNames
    ? visible
    : findHeader(
        head.map(({ cells }) => cells),
        expectedNames,
      );
  if (header === null)
    throw new FileRefusedError('header_not_found', 'the first visible sheet has no row with column names');
  return { format: { type: 'xlsx' }, header: header.cells, headerRow: header.row };
}

/**
 * Opens the table of a CSV, TSV or XLSX file. The whole file is checked first, so that a broken file is refused as a
 * whole; then its rows stream. `expectedNames`: column names in the company's own map.
 */
export async function openTable(
  open: FileBytes,
  expectedNames: Iterable<string> = [],
): Promise<Table | { readonly kind: 'refused'; readonly refusal: FileRefusal }> {
  try {
    const magic = await readFirstBytes(open, 8);
    if (magic.length === 0) throw new FileRefusedError('empty_file', 'the file is empty');
    if (magic.subarray(0, 4).toString('hex') === 'd0cf11e0')
      throw new FileRefusedError(
        'old_workbook',
        'an .xls file or a workbook with a password: save it as a plain .xlsx',
      );
    const isArchive = magic.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
    const layout = await (isArchive ? findSheetLayout : findTextLayout)(open, new Set(expectedNames));
    return reopenTable(open, layout, await countRows(readRows(open, layout)));
  } catch (error) {
    if (error instanceof FileRefusedError) return { kind: 'refused', refusal: error.refusal };
    throw error;
  }
}
