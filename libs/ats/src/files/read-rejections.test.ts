import { describe, expect, it } from 'vitest';
import { readRejections } from './read-rejections.ts';
import { openTable } from './table.ts';
import { createFile, renderDelimited } from './testing/file-fixture.ts';
import {
  expectedResult,
  header,
  readAt,
  readOneRow,
  readResults,
  rejectedRow,
  toCells,
} from './testing/hrmos-fixture.ts';

describe('an HRMOS row', () => {
  it('becomes a report', async () => {
    expect(await readOneRow(rejectedRow)).toMatchObject(expectedResult);
  });

  it('without a rejection date is dated by the time of reading and marked as undated', async () => {
    expect(await readOneRow({ ...rejectedRow, 不採用日: '' })).toMatchObject({
      kind: 'rejection',
      dated: false,
      report: { application: { remote_id: 'A-1', rejected_at: readAt } },
    });
  });

  it('without an address is refused, or accepted where none is required', async () => {
    const row = { ...rejectedRow, メールアドレス: ' ; ' };
    expect(await readOneRow(row)).toMatchObject({
      kind: 'refused',
      errors: [{ column: 'メールアドレス', code: 'address_missing' }],
    });
    expect(await readOneRow(row, { addressRequired: false })).toMatchObject({ kind: 'rejection' });
  });

  it('names every invalid column', async () => {
    const row = { ...rejectedRow, 応募ID: ' ', 不採用日: '26/4/1', 応募日: '2026/2/30', 氏名: '山\uFFFD 太郎' };
    expect(await readOneRow(row)).toMatchObject({
      row: 2,
      kind: 'refused',
      errors: [
        { column: '氏名', code: 'broken_character' },
        { column: '不採用日', code: 'two_digit_year' },
        { column: '応募日', code: 'no_such_date' },
        { column: '応募ID', code: 'required' },
      ],
    });
  });

  it('names the column that fails validation of the report', async () => {
    expect(await readOneRow({ ...rejectedRow, メールアドレス: 'hanako(at)example.jp' })).toMatchObject({
      kind: 'refused',
      errors: [{ column: 'メールアドレス', code: 'not_valid' }],
    });
    expect(await readOneRow({ ...rejectedRow, 求人名: 'あ'.repeat(301) })).toMatchObject({
      errors: [{ column: '求人名' }],
    });
  });

  it('with more cells than the header is refused', async () => {
    const rows = [header, [...toCells(rejectedRow), 'extra'], [...toCells(rejectedRow), ' ']];
    expect(await readResults(Buffer.from(renderDelimited(rows, ',')))).toMatchObject([
      { row: 2, kind: 'refused', errors: [{ column: null, code: 'too_many_cells' }] },
      { row: 3, kind: 'rejection' },
    ]);
  });

  it.each([
    ['不採用', 'rejection'],
    ['　不合格 ', 'rejection'],
    ['お見送り', 'rejection'],
    ['見送り', 'rejection'],
    ['不採用通知済み', 'not_a_rejection'],
    ['書類不採用', 'not_a_rejection'],
    ['辞退', 'not_a_rejection'],
    ['選考辞退', 'not_a_rejection'],
    ['内定辞退', 'not_a_rejection'],
    ['選考中', 'not_a_rejection'],
    ['', 'not_a_rejection'],
    ['\u2F92送り', 'rejection'],
    ['不採\u2F64', 'rejection'],
    ['不採用\u200B', 'rejection'],
    ['\uFEFF不採用', 'rejection'],
    ['不\u3000採 用', 'rejection'],
    ['不合\uFE00格', 'rejection'],
    ['不採\u2F64通知済み', 'not_a_rejection'],
    ['\u8F9E\u9000\u200B', 'not_a_rejection'],
  ])('with status %s is %s', async (status, kind) => {
    expect(await readOneRow({ ...rejectedRow, 選考ステータス: status })).toMatchObject({ kind });
  });

  it('uses the list of the company, which cannot include a withdrawal', async () => {
    const rejectionStatuses = ['NG', '辞\u200B退', 'ペンディング'];
    const statuses = ['NG', 'ｎｇ', '不採用', '辞退', 'ヘ\u309Aンテ\u3099ィンク\u3099', 'ﾍﾟﾝﾃﾞｨﾝｸﾞ'];
    const kinds = statuses.map(async (status) => {
      return (await readOneRow({ ...rejectedRow, 選考ステータス: status }, { rejectionStatuses }))?.kind;
    });
    const [no, yes] = ['not_a_rejection', 'rejection'];
    expect(await Promise.all(kinds)).toEqual([yes, yes, no, no, yes, yes]);
  });
});

describe('a column map', () => {
  it('is compared with the header by key, so that radicals, NFD and invisible characters do not matter', async () => {
    const written = header.map((name) => `${name.normalize('NFD').replace('用', '\u2F64')}\u200B`);
    const text = renderDelimited([written, toCells(rejectedRow)], ',');
    expect(await readResults(Buffer.from(text))).toMatchObject([expectedResult]);
    const columns = { application_id: '応募Ｉｄ', status: '選考 ステータス', emails: 'メールアドレス' };
    const [result] = await readResults(Buffer.from(text), { columns });
    expect(result).toMatchObject({ kind: 'rejection', report: { application: { remote_id: 'A-1' } } });
  });

  it.each([
    [{ status: '選考ステータス' }, { field: 'application_id', column: null, code: 'column_required' }],
    [{ application_id: '応募ID' }, { field: 'status', column: null, code: 'column_required' }],
    [
      { application_id: 'ID', status: '選考ステータス' },
      { field: 'application_id', code: 'column_missing' },
    ],
    [
      { application_id: '応募ID', status: '選考ステータス', phones: '電話' },
      { field: 'phones', code: 'column_twice' },
    ],
  ])('that does not fit the header is refused: %j', async (columns, problem) => {
    const text = renderDelimited([[...header, '電話', '電話'], toCells(rejectedRow)], ',');
    const table = await openTable(createFile(Buffer.from(text)));
    if (table.kind === 'refused') throw new Error(table.refusal.detail);
    const read = readRejections(table, { source: { ats: 'jobcan' }, columns, addressRequired: false, readAt });
    expect(read).toMatchObject({ kind: 'refused', problems: [problem] });
  });
});
