import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { maxUnpackedBytes } from './limits.ts';
import { openTable } from './table.ts';
import { createFile, createWorkbook } from './testing/file-fixture.ts';

const rows = [
  ['応募ID', '氏名', '選考ステータス'],
  ['1', '山田', '不採用'],
];
const sheetPath = 'xl/worksheets/sheet1.xml';

/** The workbook with a changed sheet XML. */
function changeSheet(change: (xml: string) => string): Uint8Array {
  const files = unzipSync(createWorkbook(rows));
  const xml = Buffer.from(files[sheetPath] ?? []).toString();
  return zipSync({ ...files, [sheetPath]: Buffer.from(change(xml)) });
}
const open = (bytes: Uint8Array) => openTable(createFile(bytes, 8192));

describe('a workbook', () => {
  it('with a far cell is refused before its rows are read', async () => {
    const far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>';
    const bytes = changeSheet((xml) => xml.replace('</sheetData>', far));
    expect(await open(bytes)).toMatchObject({ kind: 'refused', refusal: { code: 'too_large' } });
  });

  it('with far cells that are empty is read', async () => {
    const far = '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>';
    const table = await open(changeSheet((xml) => xml.replace('</sheetData>', far)));
    expect(table).toMatchObject({ kind: 'table', rowCount: 1, header: rows[0] });
  });

  it('that unpacks to more than the limit is refused, whatever size it declares', async () => {
    const files = unzipSync(createWorkbook(rows));
    const part = new Uint8Array(maxUnpackedBytes / 8);
    const parts = Array.from({ length: 9 }, (_, n) => [`xl/media/${n}.xml`, part] as const);
    const bytes = zipSync({ ...Object.fromEntries(parts), ...files }, { level: 1 });
    // The header before the first entry declares a size of 1.
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(22, 1, true);
    expect(await open(bytes)).toMatchObject({ kind: 'refused', refusal: { code: 'too_large' } });
  }, 600_000);

  it('with an error in a cell keeps its rows', async () => {
    const bytes = changeSheet((xml) =>
      xml.replace('</sheetData>', '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>5</v></c></row></sheetData>'),
    );
    const table = await open(bytes);
    expect(table).toMatchObject({ kind: 'table', rowCount: 2 });
  });
});

/** The workbook with shared strings, as Excel writes them. */
function createExcelWorkbook(strings: string, sheet: string, parts: Record<string, string> = {}): Uint8Array {
  const files = unzipSync(createWorkbook([]));
  const text = (name: string) => Buffer.from(files[name] ?? []).toString();
  const relations = 'xl/_rels/workbook.xml.rels';
  const xml = (content: string) => new TextEncoder().encode(content);
  return zipSync({
    ...files,
    [sheetPath]: xml(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
    [relations]: xml(
      text(relations).replace(
        '</Relationships>',
        '<Relationship Id="rId9" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
      ),
    ),
    'xl/sharedStrings.xml': xml(`<sst>${strings}</sst>`),
    ...Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, xml(content)])),
  });
}

async function readTable(bytes: Uint8Array) {
  const table = await open(bytes);
  if (table.kind === 'refused') throw new Error(table.refusal.detail);
  const tableRows = [];
  for await (const row of table.rows()) tableRows.push(row);
  return { header: table.header, rows: tableRows };
}

describe('an Excel workbook', () => {
  it('joins text runs, skips phonetic readings and unescapes characters that XML cannot hold', async () => {
    const strings =
      '<si><t>応募ID</t></si><si><t>氏名</t></si><si><r><t>髙橋</t></r><r><t xml:space="preserve"> 花子</t></r><rPh sb="0" eb="2"><t>タカハシ</t></rPh></si><si><t>a_x000D_b</t></si>';
    const sheet =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" t="s"><v>2</v></c></row>';
    expect(await readTable(createExcelWorkbook(strings, sheet))).toEqual({
      header: ['応募ID', '氏名'],
      rows: [{ row: 4, cells: ['a\rb', '髙橋 花子'] }],
    });
  });

  it('keeps numbers as written, and reads dates by the cell format as local times, from 1904 too', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="176" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="0.0&quot;days&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs></styleSheet>';
    const workbook =
      '<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>';
    const sheet =
      '<row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c><c t="str"><v>c</v></c></row><row><c><v>12345678901234567890</v></c><c s="1"><v>44651.5</v></c><c s="2"><v>3</v></c></row>';
    const { rows } = await readTable(
      createExcelWorkbook('', sheet, { 'xl/styles.xml': styles, 'xl/workbook.xml': workbook }),
    );
    expect(rows).toEqual([{ row: 2, cells: ['12345678901234567890', '2026-04-01T12:00:00', '3'] }]);
  });

  it.each([
    ['a missing text', '<row><c t="s"><v>7</v></c><c><v>1</v></c></row>'],
    ['rows out of order', '<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>'],
    ['invalid XML', '<row><c'],
  ])('with %s is refused', async (_, sheet) => {
    expect(await open(createExcelWorkbook('', sheet))).toMatchObject({ refusal: { code: 'broken_workbook' } });
  });
});
