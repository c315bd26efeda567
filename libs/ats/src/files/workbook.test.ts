import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { maxCells, maxUnpackedBytes } from './limits.ts';
import { openTable } from './table.ts';
import { fileOf, workbookOf } from './testing/make-files.ts';
import { spannedCells } from './workbook-size.ts';

const rows = [
  ['応募ID', '氏名', '選考ステータス'],
  ['1', '山田', '不採用'],
];
const sheetPath = 'xl/worksheets/sheet1.xml';

/** The workbook with its sheet's XML changed. */
function changed(change: (xml: string) => string): Uint8Array {
  const files = unzipSync(workbookOf(rows));
  const xml = Buffer.from(files[sheetPath] ?? []).toString();
  return zipSync({ ...files, [sheetPath]: Buffer.from(change(xml)) });
}
const open = (bytes: Uint8Array) => openTable(fileOf(bytes, 8192));

describe('a workbook', () => {
  it('with one far cell is refused before it is read', async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>';
    const bytes = changed((xml) => xml.replace('</sheetData>', far));
    expect(await open(bytes)).toMatchObject({ kind: 'refused', refusal: { code: 'too_large' } });
  });

  it('with far cells that are empty is read', async () => {
    const far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>';
    const table = await open(changed((xml) => xml.replace('</sheetData>', far)));
    expect(table).toMatchObject({ kind: 'table', rowCount: 1, header: rows[0] });
  });

  it('that unpacks to more than the limit is refused, whatever size it declares', async () => {
    const files = unzipSync(workbookOf(rows));
    const bytes = zipSync({ 'xl/media/bomb.xml': new Uint8Array(maxUnpackedBytes + 1), ...files }, { level: 1 });
    // The header before the first entry declares a size of 1.
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(22, 1, true);
    expect(await open(bytes)).toMatchObject({ kind: 'refused', refusal: { code: 'too_large' } });
  }, 60_000);

  it('with an error in a cell keeps its rows', async () => {
    const bytes = changed((xml) =>
      xml.replace('</sheetData>', '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>5</v></c></row></sheetData>'),
    );
    const table = await open(bytes);
    expect(table).toMatchObject({ kind: 'table', rowCount: 2 });
  });
});

describe('the cells a sheet spans', () => {
  it.each([
    ['<row r="2"><c r="C2"><v>1</v></c></row>', 6],
    ["<x:row r='2'><x:c r='AA2' t='inlineStr'><x:is></x:is></x:c></x:row>", 54],
    ['<row><c><v>1</v></c><c><v>1</v></c></row><row><c><v>1</v></c></row>', 4],
    ['<row r="9"><c r="Z9" s="1"/></row><row spans="1:2"/>', 0],
    ['<cols><col min="1"/></cols>', 0],
  ])('%s', (xml, cells) => {
    expect(spannedCells(xml)).toBe(cells);
    expect(cells).toBeLessThan(maxCells);
  });
});
