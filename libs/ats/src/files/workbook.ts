import { readSheet } from 'read-excel-file/node';
import type { FileBytes } from './bytes.ts';
import { maxWorkbookBytes } from './limits.ts';
import { isRefusal, refused } from './refusal.ts';
import { checkWorkbookSize } from './workbook-size.ts';

const plain = /^-?\d+(\.\d+)?$/;

/** A cell as text: numbers as they stand in the file (a long ID keeps its digits), dates as local ISO times. */
function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  // The library gives the wall clock of a date cell as if it were UTC.
  if (value instanceof Date) return value.toISOString().slice(0, 19);
  return typeof value === 'boolean' ? String(value).toUpperCase() : '';
}

/** All rows of the first sheet, empty ones too. Read whole, within `maxWorkbookBytes`. */
export async function sheetRows(open: FileBytes): Promise<string[][]> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of open()) {
    length += part.length;
    if (length > maxWorkbookBytes) throw refused('too_large', `a workbook may have ${maxWorkbookBytes} bytes`);
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  try {
    checkWorkbookSize(bytes);
  } catch (error) {
    if (isRefusal(error)) throw error;
    throw refused('broken_workbook', 'the file is not a readable archive');
  }
  try {
    const numbers = (text: string) => (plain.test(text) ? text : String(Number(text)));
    const rows = await readSheet(bytes, { trim: false, parseNumber: numbers });
    return rows.map((row) => row.map(cellText));
  } catch {
    throw refused('broken_workbook', 'the file is not a readable workbook (.xlsx)');
  }
}
