import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { openTable } from './table.ts';
import type { TableRow } from './table-rows.ts';
import { createFile, createWorkbook, encodings, renderDelimited } from './testing/file-fixture.ts';

const header = ['応募ID', '氏名', '選考ステータス'];
const rows = [
  ['応募者の一覧', '', ''],
  ['', '', ''],
  header,
  ['1', '髙橋 ～①', 'お見\n送り'],
  ['', '', ''],
  ['2', '山田, "太郎"; \t', '不採用'],
];
const expectedRows = [
  { row: 4, cells: rows[3] },
  { row: 6, cells: rows[5] },
];

async function read(bytes: Uint8Array, size?: number) {
  const table = await openTable(createFile(bytes, size));
  if (table.kind === 'refused') return table.refusal;
  const tableRows: TableRow[] = [];
  for await (const row of table.rows()) tableRows.push(row);
  expect(table.rowCount).toBe(tableRows.length);
  return { header: table.header, headerRow: table.headerRow, format: table.format, rows: tableRows };
}

describe('a table', () => {
  for (const [name, encode] of Object.entries(encodings))
    for (const delimiter of [',', '\t', ';'])
      for (const lineEnd of ['\r\n', '\n'])
        it(`in ${name} with ${JSON.stringify(delimiter + lineEnd)} is the same table`, async () => {
          const table = await read(encode(renderDelimited(rows, delimiter, lineEnd)));
          const encoding = name.replace(' with BOM', '');
          expect(table).toEqual({
            header,
            headerRow: 3,
            format: { type: 'text', encoding, delimiter },
            rows: expectedRows,
          });
        });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('in %s may start with several byte order marks', async (name) => {
    const text = `\uFEFF\uFEFF\uFEFF${renderDelimited(rows.slice(2), ',')}`;
    expect(await read(encodings[name](text))).toMatchObject({ header, headerRow: 1 });
  });

  it('in a workbook is the same table', async () => {
    expect(await read(createWorkbook(rows), 1000)).toEqual({
      header,
      headerRow: 3,
      format: { type: 'xlsx' },
      rows: expectedRows,
    });
  });

  it('keeps the digits of numbers and the dates of a workbook', async () => {
    const bytes = createWorkbook([header, [9007199254740993n.toString(), 12, { serial: 46113.5 }]]);
    expect(await read(bytes, 1000)).toMatchObject({
      rows: [{ row: 2, cells: ['9007199254740993', '12', '2026-04-01T12:00:00'] }],
    });
  });
});

const utf8Line = (text: string) => Buffer.from(`${text}\r\n`);
const cp932Line = (text: string) => iconv.encode(`${text}\r\n`, 'cp932');

describe('a file is refused as a whole', () => {
  it.each<[string, Uint8Array, { code: string; line?: number; detail?: string }]>([
    ['empty', Buffer.alloc(0), { code: 'empty_file' }],
    ['with CR-only lines', Buffer.from('応募ID,氏名\r1,山田\r2,佐藤\r'), { code: 'cr_only' }],
    ['with an unknown delimiter', Buffer.from('応募ID|氏名\n1|山田\n'), { code: 'unknown_delimiter' }],
    [
      'in UTF-8 with a broken line',
      Buffer.concat([utf8Line('応募ID,氏名'), utf8Line('1,山田'), Buffer.from([0x32, 0x2c, 0xe5, 0x0a])]),
      { code: 'broken_encoding', line: 3 },
    ],
    [
      'in CP932 with a broken line',
      Buffer.concat([cp932Line('応募ID,氏名'), cp932Line('1,山田'), Buffer.from([0x32, 0x2c, 0x82, 0x0a])]),
      { code: 'broken_encoding', line: 3 },
    ],
    [
      'in CP932 with one line of UTF-8',
      Buffer.concat([cp932Line('応募ID,氏名'), cp932Line('1,山田'), utf8Line('2,日本太郎')]),
      { code: 'mixed_encoding', line: 3 },
    ],
    [
      'in UTF-16 with a lone surrogate',
      Buffer.from('\uFEFF応募ID,氏名\n1,\uD800\n', 'utf16le'),
      { code: 'broken_encoding', line: 2 },
    ],
    [
      'in UTF-16 with half a unit',
      encodings['utf-16le']('応募ID,氏名\n1,山').subarray(0, -1),
      { code: 'broken_encoding', line: 2 },
    ],
    [
      'with a quote left open',
      utf8Line('応募ID,氏名\n1,"山田\n2,佐藤'),
      { code: 'broken_quotes', line: 2, detail: 'a quote is never closed' },
    ],
    ['with text after a closed quote', utf8Line('応募ID,氏名\n1,"山田"太郎\n'), { code: 'broken_quotes', line: 2 }],
    ['that is an empty archive', Buffer.from('PK\u0003\u0004nothing'), { code: 'broken_workbook' }],
    ['that is an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), { code: 'old_workbook' }],
  ])('%s', async (_, bytes, refusal) => {
    expect(await read(bytes)).toMatchObject(refusal);
  });
});
