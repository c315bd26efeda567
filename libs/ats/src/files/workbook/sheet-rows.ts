import { FileRefusedError } from '../file-refusal.ts';
import { maxCellChars, maxColumns } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import type { TableRow } from '../table-rows.ts';
import { brokenWorkbookError, readEntries } from './archive.ts';
import { toLocalTime } from './date-formats.ts';
import { readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { createTextCollector } from './text-collector.ts';
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.ts';
import { createXmlReader } from './xml-reader.ts';

const plainNumber = /^-?\d+(\.\d+)?$/;
const cellReference = /^([A-Z]{1,3})(\d+)$/;

/** Streams the rows that the first sheet has, with their numbers, without holding the sheet in memory. */
export async function* readSheetRows(open: FileBytes): AsyncGenerator<TableRow> {
  const parts = await readWorkbookParts(open);
  const strings = await readSharedStrings(open, parts.stringsPath);
  const rows: TableRow[] = [];
  const reader = createRowReader(parts, strings, (row) => rows.push(row));
  let ended = false;
  for await (const { piece, last } of readEntries(open, new Set([parts.sheetPath]))) {
    reader.write(piece);
    if (last) reader.end();
    ended = last;
    yield* rows.splice(0);
  }
  if (!ended) throw brokenWorkbookError();
}

type Cell = { readonly column: number; readonly type: string; readonly style: number };

function createRowReader(parts: WorkbookParts, strings: SharedStrings, onRow: (row: TableRow) => void) {
  let row = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let value = '';
  let inValue = false;
  const inlineText = createTextCollector();

  const setCell = (column: number, text: string) => {
    if (text === '') return;
    if (column > maxColumns)
      throw new FileRefusedError('too_large', `a row of the sheet has more than ${maxColumns} columns`);
    while (cells.length < column) cells.push('');
    cells[column - 1] = text;
  };
  const startCell = ({ r = '', t = 'n', s = '0' }: Readonly<Record<string, string>>) => {
    const letters = cellReference.exec(r)?.[1];
    const column = letters === undefined ? (cell?.column ?? 0) + 1 : toColumnNumber(letters);
    cell = { column, type: t, style: Number(s) };
    value = '';
  };
  return createXmlReader({
    open(name, attributes) {
      inlineText.open(name);
      if (name === 'row') {
        const number = attributes.r === undefined ? row + 1 : Number(attributes.r);
        if (!(number > row)) throw brokenWorkbookError('the rows of the sheet are not in order');
        row = number;
        cells = [];
        cell = null;
      } else if (name === 'c') startCell(attributes);
      else if (name === 'v') inValue = true;
    },
    text(piece) {
      if (inValue) value += piece;
      else inlineText.text(piece);
      if (value.length > maxCellChars)
        throw new FileRefusedError('row_too_long', `a cell is longer than ${maxCellChars} characters`);
    },
    close(name) {
      inlineText.close(name);
      if (name === 'v') inValue = false;
      else if (name === 'c' && cell !== null) {
        const text = inlineText.take();
        setCell(cell.column, cell.type === 'inlineStr' ? text : toCellText(cell, value, parts, strings));
      } else if (name === 'row') onRow({ row, cells });
    },
  });
}

const toColumnNumber = (letters: string): number => {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
};

/** Digits that a number type may have rounded are shown as it shows them: no id may be made of `5.5E+17`. */
function toNumberText(value: string, number: number): string {
  const isExact = Number.isSafeInteger(number) || !Number.isInteger(number);
  if (plainNumber.test(value)) return isExact || String(number) !== value ? value : number.toExponential();
  return isExact ? String(number) : number.toExponential();
}

/** The text of a cell: numbers as written in the file, so that a long ID keeps its digits; dates as local ISO times. */
function toCellText({ type, style }: Cell, value: string, parts: WorkbookParts, strings: SharedStrings): string {
  if (value === '') return '';
  switch (type) {
    case 's': {
      const text = strings.get(Number(value));
      if (text === null) throw brokenWorkbookError('a cell refers to a missing text');
      return text;
    }
    case 'str':
    case 'd':
      return value;
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'e':
      return '';
    default: {
      const number = Number(value);
      if (Number.isNaN(number)) throw brokenWorkbookError('a cell is not a number');
      const date = parts.isDateStyle[style] ? toLocalTime(number, parts.from1904) : null;
      return date ?? toNumberText(value, number);
    }
  }
}
