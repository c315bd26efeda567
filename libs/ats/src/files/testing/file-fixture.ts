import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import type { FileBytes } from '../read-lines.ts';

export const encodings = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8 with BOM': (text: string) => Buffer.from(`\uFEFF${text}`),
  'utf-16le with BOM': (text: string) => iconv.encode(`\uFEFF${text}`, 'utf-16le'),
  'utf-16be with BOM': (text: string) => iconv.encode(`\uFEFF${text}`, 'utf-16be'),
  'utf-16le': (text: string) => iconv.encode(text, 'utf-16le'),
  'utf-16be': (text: string) => iconv.encode(text, 'utf-16be'),
  cp932: (text: string) => iconv.encode(text, 'cp932'),
} as const;

/** A file that can be opened many times, in chunks of `size` bytes: an odd size splits characters. */
export function createFile(bytes: Uint8Array, size = 7): FileBytes {
  return async function* chunks() {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  };
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

export const renderDelimited = (rows: readonly (readonly string[])[], delimiter: string, lineEnd = '\r\n') =>
  rows.map((row) => row.map(quote).join(delimiter) + lineEnd).join('');

type Cell = string | number | { readonly serial: number };

function renderCell(cell: Cell): string {
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'object') return `<c s="1"><v>${cell.serial}</v></c>`;
  const text = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

const toColumnName = (index: number): string =>
  index < 26 ? String.fromCodePoint(65 + index) : toColumnName(Math.floor(index / 26) - 1) + toColumnName(index % 26);

/** An XLSX workbook with one sheet. `{serial}` is a cell with a date format. */
export function createWorkbook(rows: readonly (readonly Cell[])[]): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const sheet = rows
    .map((cells, row) => {
      const xml = cells.map((cell, column) =>
        renderCell(cell).replace('<c', `<c r="${toColumnName(column)}${row + 1}"`),
      );
      return `<row r="${row + 1}">${xml.join('')}</row>`;
    })
    .join('');
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="応募" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}
