import { Unzip, UnzipInflate } from 'fflate';
import { maxCells, maxUnpackedBytes } from './limits.ts';
import { refused } from './refusal.ts';

const pushBytes = 16 * 1024;
const tags = /<(?:\w+:)?(row|c|v|is)(\s[^>]*)?>/g;
const place = /\sr=["']([A-Z]*)(\d+)["']/;

const columnNumber = (letters: string) =>
  Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);

/** Rows times columns that the filled cells of a sheet span: a reader fills every gap between them. */
export function spannedCells(xml: string): number {
  let row = 0;
  let column = 0;
  let rows = 0;
  let columns = 0;
  for (const [, tag, attributes = ''] of xml.matchAll(tags)) {
    const found = place.exec(attributes);
    if (tag === 'row') {
      row = found === null ? row + 1 : Number(found[2]);
      column = 0;
    } else if (tag === 'c') {
      column = found === null ? column + 1 : columnNumber(found[1] ?? '');
      if (found !== null) row = Number(found[2]);
    } else {
      rows = Math.max(rows, row);
      columns = Math.max(columns, column);
    }
  }
  return rows * columns;
}

/**
 * Refuses (throws a refusal) a workbook that would fill the memory: by what really comes out of the archive, not by the
 * sizes it declares, and by the cells its sheets span (one cell at XFD1048576 spans 17 milliards).
 */
export function checkWorkbookSize(bytes: Uint8Array): void {
  let unpacked = 0;
  const archive = new Unzip((entry) => {
    const sheet = /worksheets\/[^/]+\.xml$/.test(entry.name);
    const parts: Uint8Array[] = [];
    entry.ondata = (error, part, last) => {
      if (error) throw error;
      unpacked += part.length;
      if (unpacked > maxUnpackedBytes)
        throw refused('too_large', `the workbook unpacks to over ${maxUnpackedBytes} bytes`);
      if (sheet) parts.push(part);
      if (sheet && last && spannedCells(Buffer.concat(parts).toString('latin1')) > maxCells)
        throw refused('too_large', `a sheet spans more than ${maxCells} cells`);
    };
    entry.start();
  });
  archive.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += pushBytes)
    archive.push(bytes.subarray(at, at + pushBytes), at + pushBytes >= bytes.length);
}
