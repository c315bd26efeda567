import { strToU8, zipSync } from 'fflate';

/** Builds a minimal XLSX workbook with one sheet. `hidden`: the numbers of rows that a filter hides. */
export function buildWorkbook(rows: readonly (readonly string[])[], hidden: readonly number[] = []): Uint8Array {
  const escape = (cell: string) => cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const renderCell = (cell: string) => `<c t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  const sheet = rows
    .map(
      (cells, index) =>
        `<row${hidden.includes(index + 1) ? ' hidden="1"' : ''}>${cells.map(renderCell).join('')}</row>`,
    )
    .join('');
  const files = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])));
}
