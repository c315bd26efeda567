import { describe, expect, it } from 'vitest';
import {
  createParts,
  openParts,
  readParts,
  renderRelationships,
  renderRow,
  renderSheet,
  renderWorkbook,
} from '../testing/workbook-fixture.ts';
import { toPartName } from './part-names.ts';

const header = ['応募ID', '氏名'];
const data = ['A-1', '山田 太郎'];
const usual = createParts(renderRow(header) + renderRow(data));
const expected = { header, rows: [{ row: 2, cells: data }] };
const sheet = usual['xl/worksheets/sheet1.xml'] ?? '';
const workbook = usual['xl/workbook.xml'] ?? '';
const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

const createPackage = (workbookTarget: string, parts: Record<string, string | Uint8Array>) => ({
  '_rels/.rels': renderRelationships([['a', 'officeDocument', workbookTarget]]),
  ...parts,
});
const toSheet = (target: string) => renderRelationships([['r1', 'worksheet', target]]);

describe('the parts of a workbook are found whatever they are called', () => {
  it.each<[string, Record<string, string | Uint8Array>]>([
    ['as usual', usual],
    [
      'another workbook name',
      createPackage('/xl/workbook2.xml', {
        'xl/workbook2.xml': workbook,
        'xl/_rels/workbook2.xml.rels': toSheet('worksheets/sheet1.xml'),
        'xl/worksheets/sheet1.xml': sheet,
      }),
    ],
    [
      'no folder',
      createPackage('book.xml', { 'book.xml': workbook, '_rels/book.xml.rels': toSheet('s.xml'), 's.xml': sheet }),
    ],
    [
      'absolute targets',
      createPackage('/a/b/book.xml', {
        'a/b/book.xml': workbook,
        'a/b/_rels/book.xml.rels': toSheet('/c/s.xml'),
        'c/s.xml': sheet,
      }),
    ],
    [
      'targets that climb',
      createPackage('a/./b/book.xml', {
        'a/b/book.xml': workbook,
        'a/b/_rels/book.xml.rels': toSheet('../../c/s.xml'),
        'c/s.xml': sheet,
      }),
    ],
    [
      'other cases',
      createPackage('XL/Workbook.xml', {
        'xl/workbook.XML': workbook,
        'xl/_Rels/Workbook.xml.rels': toSheet('Worksheets/Sheet1.xml'),
        'xl/worksheets/sheet1.xml': sheet,
      }),
    ],
    [
      'backslashes',
      createPackage('xl\\workbook.xml', {
        'xl\\workbook.xml': workbook,
        'xl\\_rels\\workbook.xml.rels': toSheet('worksheets\\sheet1.xml'),
        'xl\\worksheets\\sheet1.xml': sheet,
      }),
    ],
    [
      'a leading slash in the archive',
      createPackage('xl/workbook.xml', {
        '/xl/workbook.xml': workbook,
        '/xl/_rels/workbook.xml.rels': toSheet('s.xml'),
        '/xl/s.xml': sheet,
      }),
    ],
    [
      'escaped characters',
      createPackage('xl/work%20book.xml', {
        'xl/work book.xml': workbook,
        'xl/_rels/work book.xml.rels': toSheet('%E5%BF%9C%E5%8B%9F.xml'),
        'xl/応募.xml': sheet,
      }),
    ],
    [
      'the strict format',
      {
        ...usual,
        '_rels/.rels': renderRelationships([['a', 'officeDocument', 'xl/workbook.xml']], strict),
        'xl/_rels/workbook.xml.rels': renderRelationships([['r1', 'worksheet', 'worksheets/sheet1.xml']], strict),
        'xl/worksheets/sheet1.xml': sheet.replace(
          'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
          'http://purl.oclc.org/ooxml/spreadsheetml/main',
        ),
      },
    ],
    [
      'prefixed names',
      {
        ...usual,
        'xl/worksheets/sheet1.xml': sheet.replaceAll(/<(\/?)(\w)/g, '<$1x:$2').replace('xmlns=', 'xmlns:x='),
      },
    ],
    ['UTF-16', { ...usual, 'xl/worksheets/sheet1.xml': Buffer.from(`\uFEFF${sheet}`, 'utf16le') }],
    ['the sheet first in the archive', Object.fromEntries(Object.entries(usual).reverse())],
    ['no package relationships', Object.fromEntries(Object.entries(usual).filter(([name]) => name !== '_rels/.rels'))],
    [
      'an external link',
      {
        ...usual,
        'xl/_rels/workbook.xml.rels': (usual['xl/_rels/workbook.xml.rels'] ?? '').replace(
          '</Relationships>',
          '<Relationship Id="r9" Type="x/styles" TargetMode="External" Target="http://example.org/styles.xml"/></Relationships>',
        ),
      },
    ],
  ])('%s', async (_, parts) => {
    expect(await readParts(parts)).toEqual(expected);
  });

  it.each([
    ['/xl/a.xml', 'b.xml', 'xl/a.xml'],
    ['a.xml', 'xl/b.xml', 'xl/a.xml'],
    ['../../../a.xml', 'xl/b.xml', 'a.xml'],
    ['100%.xml', '', '100%.xml'],
  ])('%s of %s is %s', (target, from, name) => {
    expect(toPartName(target, from)).toBe(name);
  });

  it('a binary workbook is refused with advice', async () => {
    expect(await openParts(createPackage('xl/workbook.bin', { 'xl/workbook.bin': 'x' }))).toMatchObject({
      refusal: { code: 'old_workbook', detail: expect.stringContaining('.xlsb') },
    });
  });
});

describe('the sheet that is read is the first visible sheet of cells', () => {
  const other = renderSheet(renderRow(['都道府県', 'コード']) + renderRow(['東京都', '13']));
  const openSheets = (sheets: string, firstType = 'worksheet') => ({
    ...usual,
    'xl/workbook.xml': renderWorkbook(sheets),
    'xl/_rels/workbook.xml.rels': renderRelationships([
      ['r1', firstType, 'other.xml'],
      ['r2', 'worksheet', 'worksheets/sheet1.xml'],
    ]),
    'xl/other.xml': other,
  });
  const second = '<sheet name="2" sheetId="2" r:id="r2"/>';

  it.each([
    ['a hidden one before it', `<sheet name="1" sheetId="1" state="hidden" r:id="r1"/>${second}`, 'worksheet'],
    ['a very hidden one before it', `<sheet name="1" sheetId="1" state="veryHidden" r:id="r1"/>${second}`, 'worksheet'],
    ['a chart before it', `<sheet name="1" sheetId="1" r:id="r1"/>${second}`, 'chartsheet'],
    ['a visible one after it', `${second}<sheet name="1" sheetId="1" state="visible" r:id="r1"/>`, 'worksheet'],
  ])('with %s', async (_, sheets, firstType) => {
    expect(await readParts(openSheets(sheets, firstType))).toEqual(expected);
  });

  it('and without one the file is refused', async () => {
    const hidden = '<sheet name="1" sheetId="1" state="hidden" r:id="r1"/>';
    expect(await openParts(openSheets(hidden))).toMatchObject({
      refusal: { code: 'broken_workbook', detail: 'the workbook has no visible sheet' },
    });
  });
});
