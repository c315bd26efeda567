import { describe, expect, it } from 'vitest';
import { readRejections } from '../read-rejections.ts';
import { openTable } from '../table.ts';
import { createFile } from '../testing/file-fixture.ts';
import {
  createParts,
  openParts,
  readParts,
  renderRow,
  renderSheet,
  renderText,
  zipParts,
} from '../testing/workbook-fixture.ts';

const header = ['応募ID', '氏名', '選考ステータス'];
const toCells = (id: string) => [id, '山田 太郎', '不採用'];
const sheetName = 'xl/worksheets/sheet1.xml';

/** The results of a sheet, under the columns of its header. */
async function readResults(rows: string, before = '') {
  const table = await openTable(
    createFile(zipParts({ ...createParts(''), [sheetName]: renderSheet(rows, before) }), 8192),
  );
  if (table.kind === 'refused') throw new Error(table.refusal.detail);
  const columns = { application_id: '応募ID', full_name: '氏名', status: '選考ステータス' };
  const readAt = '2026-05-01T09:00:00+09:00';
  const read = readRejections(table, { source: { ats: 'file' }, columns, addressRequired: false, readAt });
  if (read.kind === 'refused') throw new Error('the columns do not fit');
  const results = [];
  for await (const result of read.results) results.push(result);
  return results;
}

describe('a row', () => {
  it.each([
    ['hidden="1"', true],
    ['hidden="true"', true],
    ['hidden="1" outlineLevel="1"', true],
    ['ht="0" customHeight="1"', true],
    ['ht="0.0"', true],
    ['ht="0.3" customHeight="1"', true],
    ['ht="0.75"', false],
    ['hidden="0"', false],
    ['hidden="false"', false],
    ['ht="15"', false],
    ['outlineLevel="1"', false],
    ['collapsed="1"', false],
    ['', false],
  ])('with %s is hidden: %s', async (attributes, hidden) => {
    const rows = renderRow(header) + renderRow(toCells('A-1'), attributes) + renderRow(toCells('A-2'));
    const results = await readResults(rows);
    expect(results[0]).toMatchObject(
      hidden
        ? { row: 2, kind: 'refused', cells: toCells('A-1'), errors: [{ column: null, code: 'hidden_row' }] }
        : { row: 2, kind: 'rejection' },
    );
    expect(results[1]).toMatchObject({ row: 3, kind: 'rejection' });
  });

  it.each(['defaultRowHeight="0" customHeight="1"', 'defaultRowHeight="0.2"', 'defaultRowHeight="0" zeroHeight="1"'])(
    'is hidden by the default height of its sheet unless it has its own: %s',
    async (format) => {
      const rows = renderRow(header, 'ht="15"') + renderRow(toCells('A-1')) + renderRow(toCells('A-2'), 'ht="15"');
      expect(await readResults(rows, `<sheetFormatPr ${format}/>`)).toMatchObject([
        { row: 2, kind: 'refused', errors: [{ code: 'hidden_row' }] },
        { row: 3, kind: 'rejection' },
      ]);
    },
  );

  it.each(['zeroHeight="0"', 'zeroHeight="1"', 'zeroHeight="true" customHeight="1"'])(
    'is shown in a sheet that hides none but unused rows: %s',
    async (hiding) => {
      const rows = renderRow(header) + renderRow(toCells('A-1')) + renderRow(toCells('A-2'), 'hidden="1"');
      const format = `<sheetFormatPr defaultRowHeight="15" ${hiding}/>`;
      expect(await readResults(rows, format)).toMatchObject([
        { row: 2, kind: 'rejection' },
        { row: 3, kind: 'refused', errors: [{ code: 'hidden_row' }] },
      ]);
    },
  );

  it.each([
    ['内定', 'offer'],
    ['内定承諾', 'offer'],
    ['⼊社', 'offer'],
    ['内定辞退', 'other'],
    ['選考中', 'other'],
    ['不採用', 'rejection'],
  ])('that is hidden with the status %s is refused; only an offer counts', async (status, meaning) => {
    const rows = renderRow(header) + renderRow(['A-1', '山田 太郎', status], 'hidden="1"');
    const offer = meaning === 'offer' ? { held: true, applicationId: 'A-1' } : null;
    const errors = [{ code: 'hidden_row' }];
    expect(await readResults(rows)).toMatchObject([{ kind: 'refused', status, meaning, offer, errors }]);
  });

  it('that is hidden and empty has no result', async () => {
    expect(await readResults(renderRow(header) + renderRow([], 'hidden="1"') + renderRow(toCells('A-1')))).toHaveLength(
      1,
    );
  });

  it('with a form control beside it keeps its number', async () => {
    const rows = renderRow(header) + renderRow(toCells('A-1'));
    const control = '<controls><from><row>7</row><c>1</c></from></controls>';
    const xml = renderSheet(rows).replace('</worksheet>', `${control}</worksheet>`);
    expect((await readParts({ ...createParts(''), [sheetName]: xml })).rows).toEqual([
      { row: 2, cells: toCells('A-1') },
    ]);
  });
});

describe('a hidden row above the header', () => {
  it('of technical names is not the header', async () => {
    const rows =
      renderRow(['application_id', 'name', 'status', 'email'], 'hidden="1"') +
      renderRow(header) +
      renderRow(toCells('A-1'));
    expect(await readParts(createParts(rows))).toEqual({ header, rows: [{ row: 3, cells: toCells('A-1') }] });
  });

  it('is the header when nothing else can be', async () => {
    const rows = renderRow(header, 'hidden="1"') + renderRow(toCells('A-1'));
    expect(await readParts(createParts(rows))).toEqual({ header, rows: [{ row: 2, cells: toCells('A-1') }] });
  });
});

describe('a cell', () => {
  const read = async (cell: string, parts: Record<string, string> = {}) => {
    const rows = `${renderRow(['a', 'b'])}<row>${cell}${renderText('x')}</row>`;
    const { rows: tableRows } = await readParts({ ...createParts(rows), ...parts });
    return tableRows[0]?.cells[0];
  };

  it.each([
    [
      '<c t="inlineStr"><is><r><t>髙橋</t></r><r><rPr/><t xml:space="preserve"> 花子</t></r><rPh sb="0" eb="2"><t>タカハシ</t></rPh></is></c>',
      '髙橋 花子',
    ],
    ['<c t="str"><f>A1&amp;"x"</f><v>ax</v></c>', 'ax'],
    ['<c t="str"><v>a_x000D_b</v></c>', 'a\rb'],
    ['<c><f t="shared" ref="A2:A9" si="0">ROW()</f><v>2</v></c>', '2'],
    ['<c><f t="shared" si="0"/><v>3</v></c>', '3'],
    ['<c t="str"><f>""</f><v></v></c>', ''],
    ['<c t="b"><v>1</v></c>', 'TRUE'],
    ['<c t="b"><v>0</v></c>', 'FALSE'],
    ['<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', ''],
    ['<c t="d"><v>2026-04-01</v></c>', '2026-04-01'],
    ['<c t="d"><v>2026-04-01T20:00:00.000Z</v></c>', '2026-04-01T20:00:00.000'],
    ['<c t="n"><v>  5 </v></c>', '5'],
    ['<c/>', ''],
    ['<c><v>1E+400</v></c>', '1E+400'],
    ['<c t="n"><v>1,5</v></c>', '1,5'],
    ['<c><v>0x10</v></c>', '0x10'],
    ['<c><v>x</v></c>', 'x'],
    ['<c><v>NaN</v></c>', ''],
    ['<c><v>-Infinity</v></c>', ''],
    ['<c><v>-INF</v></c>', ''],
    ['<c><v>+1.5e3</v></c>', '1500'],
    ['<c><v>.5</v></c>', '0.5'],
    ['<c><v>5.</v></c>', '5'],
  ])('%s is read as %j', async (cell, text) => {
    expect(await read(cell)).toBe(text);
  });

  it.each([
    ['1E+400', { column: '応募ID', code: 'rounded_id' }],
    ['NaN', { column: '応募ID', code: 'required' }],
  ])('with the number %s instead of an id refuses its row only', async (value, error) => {
    const row = `<row><c><v>${value}</v></c>${renderText('山田')}${renderText('不採用')}</row>`;
    expect(await readResults(renderRow(header) + row + renderRow(toCells('A-2')))).toMatchObject([
      { row: 2, kind: 'refused', errors: expect.arrayContaining([expect.objectContaining(error)]) },
      { row: 3, kind: 'rejection' },
    ]);
  });

  it('is placed by its reference, in any case', async () => {
    const rows = `${renderRow(['a', 'b', 'c'])}<row r="5"><c r="b5" t="str"><v>x</v></c><c t="str"><v>y</v></c></row>`;
    expect((await readParts(createParts(rows))).rows).toEqual([{ row: 5, cells: ['', 'x', 'y'] }]);
  });

  it('merged with others has the value in the first of them', async () => {
    const xml = renderSheet(renderRow(['a', 'b']) + renderRow(['x', 'y']) + renderRow(['', 'z'])).replace(
      '</worksheet>',
      '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>',
    );
    expect((await readParts({ ...createParts(''), [sheetName]: xml })).rows).toEqual([
      { row: 2, cells: ['x', 'y'] },
      { row: 3, cells: ['', 'z'] },
    ]);
  });

  it.each(['<c><f>A1</f></c>', '<c><f>A1</f><v/></c>', '<c t="str"><f>A1</f></c>'])(
    'of a mapped column with a formula without a result refuses its row: %s',
    async (formula) => {
      const rows = `${renderRow(header)}<row>${renderText('A-1')}${renderText('山田')}${formula}</row>`;
      expect(await readResults(rows)).toMatchObject([
        { row: 2, kind: 'refused', errors: [{ column: '選考ステータス', code: 'formula_without_value' }] },
      ]);
    },
  );

  it('of another column with a formula without a result does no harm', async () => {
    const row = `<row>${toCells('A-1').map(renderText).join('')}<c><f>HYPERLINK("x")</f></c></row>`;
    expect(await readResults(renderRow([...header, 'リンク']) + row)).toMatchObject([{ kind: 'rejection' }]);
  });
});

describe('a text without an end', () => {
  const megabytes = 'a'.repeat(24 * 1024 * 1024);
  it.each([
    ['in a cell', renderSheet(renderRow(['a', megabytes]))],
    ['in a tag', renderSheet(`<row r="1"><c x="${megabytes}"/></row>`)],
    ['in a comment', renderSheet(`<!--${megabytes}-->`)],
  ])('%s is refused before it is held in memory', async (_, xml) => {
    expect(await openParts({ ...createParts(''), [sheetName]: xml })).toMatchObject({
      refusal: { code: expect.stringMatching(/^(too_large|row_too_long)$/) },
    });
  });

  it('made of many short runs is refused', async () => {
    const runs = `<r><t>${'a'.repeat(1000)}</t></r>`.repeat(70);
    const xml = renderSheet(`<row><c t="inlineStr"><is>${runs}</is></c></row>`);
    expect(await openParts({ ...createParts(''), [sheetName]: xml })).toMatchObject({
      refusal: { code: 'row_too_long' },
    });
  });
});
