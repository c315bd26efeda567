import { refused } from '../file-refusal.ts';
import { maxCellChars, maxColumns } from '../limits.ts';
import type { FileBytes } from '../read-lines.ts';
import type { TableRow } from '../table.ts';
import { brokenWorkbook, entryPieces } from './archive.ts';
import { serialTime } from './date-formats.ts';
import { type SharedStrings, sharedStrings } from './shared-strings.ts';
import { textReader } from './text-collector.ts';
import { type WorkbookParts, workbookParts } from './workbook-parts.ts';
import { xmlReader } from './xml-reader.ts';

const plain = /^-?\d+(\.\d+)?$/;
const place = /^([A-Z]{1,3})(\d+)$/;

/** The rows of the first sheet that are there, with their numbers, as the archive is read: never the whole of it. */
export async function* sheetRows(open: FileBytes): AsyncGenerator<TableRow> {
  const parts = await workbookParts(open);
  const strings = await sharedStrings(open, parts.stringsPath);
  const rows: TableRow[] = [];
  const reader = rowReader(parts, strings, (row) => rows.push(row));
  let ended = false;
  for await (const { piece, last } of entryPieces(open, new Set([parts.sheetPath]))) {
    reader.write(piece);
    if (last) reader.end();
    ended = last;
    yield* rows.splice(0);
  }
  if (!ended) throw brokenWorkbook();
}

type Cell = { readonly column: number; readonly type: string; readonly style: number };

function rowReader(parts: WorkbookParts, strings: SharedStrings, found: (row: TableRow) => void) {
  let row = 0;
  let cells: string[] = [];
  let cell: Cell | null = null;
  let value = '';
  let inValue = false;
  const inline = textReader();

  const keep = (one: Cell, text: string) => {
    if (text === '') return;
    if (one.column > maxColumns) throw refused('too_large', `a row of the sheet has more than ${maxColumns} columns`);
    while (cells.length < one.column) cells.push('');
    cells[one.column - 1] = text;
  };
  const beginCell = ({ r = '', t = 'n', s = '0' }: Readonly<Record<string, string>>) => {
    const letters = place.exec(r)?.[1];
    const column = letters === undefined ? (cell?.column ?? 0) + 1 : columnNumber(letters);
    cell = { column, type: t, style: Number(s) };
    value = '';
  };
  return xmlReader({
    open(name, attributes) {
      inline.open(name);
      if (name === 'row') {
        const number = attributes.r === undefined ? row + 1 : Number(attributes.r);
        if (!(number > row)) throw brokenWorkbook('the rows of the sheet are not in order');
        row = number;
        cells = [];
        cell = null;
      } else if (name === 'c') beginCell(attributes);
      else if (name === 'v') inValue = true;
    },
    text(piece) {
      if (inValue) value += piece;
      else inline.text(piece);
      if (value.length > maxCellChars)
        throw refused('row_too_long', `a cell is longer than ${maxCellChars} characters`);
    },
    close(name) {
      inline.close(name);
      if (name === 'v') inValue = false;
      else if (name === 'c' && cell !== null) {
        const text = inline.take();
        keep(cell, cell.type === 'inlineStr' ? text : cellText(cell, value, parts, strings));
      } else if (name === 'row') found({ row, cells });
    },
  });
}

const columnNumber = (letters: string): number => {
  let number = 0;
  for (let at = 0; at < letters.length; at += 1) number = number * 26 + letters.charCodeAt(at) - 64;
  return number;
};

/** A cell as text: numbers as they stand in the file (a long ID keeps its digits), dates as local ISO times. */
function cellText({ type, style }: Cell, value: string, parts: WorkbookParts, strings: SharedStrings): string {
  if (value === '') return '';
  switch (type) {
    case 's': {
      const text = strings.at(Number(value));
      if (text === null) throw brokenWorkbook('a cell names a text that is not there');
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
      if (Number.isNaN(number)) throw brokenWorkbook('a cell is no number');
      const date = parts.isDateStyle[style] ? serialTime(number, parts.from1904) : null;
      return date ?? (plain.test(value) ? value : String(number));
    }
  }
}
