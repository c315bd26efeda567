import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import type { FileBytes } from './bytes.ts';
import { maxUnpackedBytes, maxWorkbookBytes } from './limits.ts';
import { refused } from './refusal.ts';

const plain = /^-?\d+(\.\d+)?$/;

/** A cell as text: numbers as they stand in the file (a long ID keeps its digits), dates as local ISO times. */
function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  // The library gives the wall clock of a date cell as if it were UTC.
  if (value instanceof Date) return value.toISOString().slice(0, 19);
  return typeof value === 'boolean' ? String(value).toUpperCase() : '';
}

/** Sizes by the directory of the archive, before anything is unpacked. */
function checkSize(bytes: Uint8Array): void {
  let unpacked = 0;
  unzipSync(bytes, {
    filter: (entry) => {
      unpacked += entry.originalSize;
      return false;
    },
  });
  if (unpacked > maxUnpackedBytes) throw refused('too_large', `the workbook unpacks to over ${maxUnpackedBytes} bytes`);
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
    checkSize(bytes);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('too_large')) throw error;
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
