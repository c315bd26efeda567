import { strToU8, zipSync } from 'fflate';
import { openTable } from '../table.ts';
import type { TableRow } from '../table-rows.ts';
import { createFile } from './file-fixture.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';

type Relationship = readonly [id: string, type: string, target: string];

export const renderRelationships = (relationships: readonly Relationship[], types = office): string =>
  `<Relationships xmlns="${packages}">${relationships
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export const renderText = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
export const renderRow = (cells: readonly string[], attributes = ''): string =>
  `<row ${attributes}>${cells.map(renderText).join('')}</row>`;
export const renderSheet = (rows: string, before = ''): string =>
  `<worksheet xmlns="${main}">${before}<sheetData>${rows}</sheetData></worksheet>`;
export const renderWorkbook = (sheets: string, before = ''): string =>
  `<workbook xmlns="${main}" xmlns:r="${office}">${before}<sheets>${sheets}</sheets></workbook>`;
/** Styles whose cell format `n` (from 1) has the number format `codes[n - 1]`. */
export const renderStyles = (codes: readonly string[]): string => {
  const escape = (code: string) => code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const formats = codes.map((code, index) => `<numFmt numFmtId="${176 + index}" formatCode="${escape(code)}"/>`);
  const styles = codes.map((_, index) => `<xf numFmtId="${176 + index}"/>`);
  return `<styleSheet xmlns="${main}"><numFmts>${formats.join('')}</numFmts><cellXfs><xf/>${styles.join('')}</cellXfs></styleSheet>`;
};

export const oneSheet = '<sheet name="応募" sheetId="1" r:id="r1"/>';

/** The parts of a workbook with one sheet, by name; a test replaces some of them. */
export const createParts = (rows: string): Record<string, string> => ({
  '_rels/.rels': renderRelationships([['r1', 'officeDocument', 'xl/workbook.xml']]),
  'xl/workbook.xml': renderWorkbook(oneSheet),
  'xl/_rels/workbook.xml.rels': renderRelationships([
    ['r1', 'worksheet', 'worksheets/sheet1.xml'],
    ['r2', 'styles', 'styles.xml'],
  ]),
  'xl/styles.xml': renderStyles([]),
  'xl/worksheets/sheet1.xml': renderSheet(rows),
});

export const zipParts = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content]),
    ),
  );

export const openParts = (parts: Readonly<Record<string, string | Uint8Array>>) =>
  openTable(createFile(zipParts(parts), 8192));

/** The header and the rows of a readable workbook. */
export async function readParts(
  parts: Readonly<Record<string, string | Uint8Array>>,
): Promise<{ header: readonly string[]; rows: TableRow[] }> {
  const table = await openParts(parts);
  if (table.kind === 'refused') throw new Error(table.refusal.detail);
  const rows: TableRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { header: table.header, rows };
}
