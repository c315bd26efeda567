import { FileRefusedError } from '../file-refusal.ts';
import { maxCellChars, maxColumns } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import type { TableRow } from '../table-rows.ts';
import { brokenWorkbookError, readEntries } from './archive.ts';
import { type CellSource, toCellText } from './cell-value.ts';
import { readSharedStrings } from './shared-strings.ts';
import { createTextCollector } from './text-collector.ts';
import { readWorkbookParts } from './workbook-parts.ts';
import { createXmlReader } from './xml-reader.ts';

/** Streams the rows that the first visible sheet has, with their numbers, without holding the sheet in memory. */
export async function* readSheetRows(open: FileBytes): AsyncGenerator<TableRow> {
  const parts = await readWorkbookParts(open);
  const strings = await readSharedStrings(open, parts.stringsName);
  const rows: TableRow[] = [];
  const reader = createRowReader({ ...parts, strings }, (row) => rows.push(row));
  let ended = false;
  for await (const { piece, last } of readEntries(open, new Set([parts.sheetName]))) {
    reader.write(piece);
    if (last) reader.end();
    ended = last;
    yield* rows.splice(0);
  }
  if (!ended) throw brokenWorkbookError();
}

type Attributes = Readonly<Record<string, string>>;
type Cell = {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | null;
  hasFormula: boolean;
};

function createRowReader(source: CellSource, onRow: (row: TableRow) => void) {
  const rows = createRowCollector(onRow);
  const inlineText = createTextCollector();
  let cell: Cell | null = null;
  let column = 0;
  let inRows = false;
  let inValue = false;

  const openInRows = (name: string, attributes: Attributes) => {
    inlineText.open(name);
    if (name === 'row') {
      rows.start(attributes);
      column = 0;
    } else if (name === 'c') {
      column = readColumn(attributes.r) ?? column + 1;
      cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: null, hasFormula: false };
    } else if (name === 'v' && cell !== null) {
      inValue = true;
      cell.value = '';
    } else if (name === 'f' && cell !== null) cell.hasFormula = true;
  };
  const closeInRows = (name: string) => {
    inlineText.close(name);
    if (name === 'v') inValue = false;
    else if (name === 'row') rows.end();
    if (name !== 'c' || cell === null) return;
    const text = inlineText.take();
    if (isUncalculated(cell)) rows.addUncalculated(cell.column);
    else rows.addText(cell.column, cell.type === 'inlineStr' ? text : toCellText(cell, source));
    cell = null;
  };
  return createXmlReader({
    open(name, attributes) {
      if (name === 'sheetData') inRows = true;
      else if (name === 'sheetFormatPr') rows.setDefaultHeight(attributes);
      else if (inRows) openInRows(name, attributes);
    },
    text(piece) {
      if (!inValue || cell === null) return inlineText.text(piece);
      cell.value += piece;
      if ((cell.value?.length ?? 0) > maxCellChars)
        throw new FileRefusedError('row_too_long', `a cell is longer than ${maxCellChars} characters`);
    },
    close(name) {
      if (name === 'sheetData') inRows = false;
      else if (inRows) closeInRows(name);
    },
  });
}

/** A formula whose result nobody has stored: only a spreadsheet can calculate it. */
const isUncalculated = ({ hasFormula, type, value }: Cell): boolean =>
  hasFormula && (value === null || (value === '' && type !== 'str'));

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** In points; a lower row has no pixel. */
const shownHeight = 0.5;

function createRowCollector(onRow: (row: TableRow) => void) {
  let row = 0;
  let cells: string[] = [];
  let uncalculated: number[] = [];
  let isHidden = false;
  let defaultHeight: string | undefined;
  const checkColumn = (column: number) => {
    if (column > maxColumns)
      throw new FileRefusedError('too_large', `a row of the sheet has more than ${maxColumns} columns`);
  };
  return {
    // `zeroHeight` hides only the rows that the sheet does not hold, as in XlsxWriter's `hide_unused_rows`.
    setDefaultHeight({ defaultRowHeight }: Attributes): void {
      defaultHeight = defaultRowHeight;
    },
    start({ r, hidden, ht = defaultHeight }: Attributes): void {
      const number = r === undefined ? row + 1 : Number(r);
      if (!(number > row)) throw brokenWorkbookError('the rows of the sheet are not in order');
      row = number;
      cells = [];
      uncalculated = [];
      // Filters and collapsed groups set `hidden`, too; `collapsed` is on the visible row beside a group.
      isHidden = isTrue(hidden) || (ht !== undefined && Number(ht) < shownHeight);
    },
    addText(column: number, text: string): void {
      if (text === '') return;
      checkColumn(column);
      while (cells.length < column) cells.push('');
      cells[column - 1] = text;
    },
    addUncalculated(column: number): void {
      checkColumn(column);
      uncalculated.push(column - 1);
    },
    end(): void {
      onRow({ row, cells, ...(isHidden && { isHidden }), ...(uncalculated.length > 0 && { uncalculated }) });
    },
  };
}

/** The column of `B12`, from 1; null when the cell does not say where it is: then it follows the one before. */
function readColumn(reference = ''): number | null {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/i.exec(reference)?.[1];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
