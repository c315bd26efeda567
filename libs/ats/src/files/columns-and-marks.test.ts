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

const names = ['応募ID', '氏名', '選考ステータス', 'メールアドレス', '不採用日'];

describe('cells and headers with marks of their writer', () => {
  const toFile = (row: Readonly<Record<string, string>>) =>
    Buffer.from([Object.keys(row), Object.values(row)].map((cells) => `${cells.join(',')}\r\n`).join(''));

  it.each([
    ["'090-1234-5678", "'a@x.jp", "'A-1"],
    ["  '090-1234-5678", "' a@x.jp", "'Ａ-1"],
    [`'="090-1234-5678"`, `'="a@x.jp"`, `'="A-1"`],
  ])('reads cells with the apostrophe of a text: %s', async (phone, email, id) => {
    const row = { 応募ID: id, 氏名: "'山田 太郎", 選考ステータス: "'不採用", メールアドレス: email, 電話番号: phone };
    expect(await readResults(toFile(row))).toMatchObject([
      {
        kind: 'rejection',
        report: {
          application: { remote_id: expect.stringMatching(/^[AＡ]-1$/) as unknown },
          candidate: { full_name: '山田 太郎', emails: [{ value: 'a@x.jp' }], phones: [{ value: '090-1234-5678' }] },
        },
      },
    ]);
  });

  it.each(["'t Hooft", "'Abd al-Rahman", "O'Brien", "D' Angelo"])(
    'keeps the apostrophe of the name %s',
    async (name) => {
      expect(await readOneRow({ ...rejectedRow, 氏名: name })).toMatchObject({
        report: { candidate: { full_name: name } },
      });
    },
  );

  it.each([
    (name: string) => `${name}（必須）`,
    (name: string) => `${name}※必須`,
    (name: string) => `※必須 ${name}`,
    (name: string) => `${name}【必須】`,
    (name: string) => `＊${name}`,
    (name: string) => `${name} (Required)`,
    (name: string) => `${name} *`,
    (name: string) => `${name}[※任意]`,
    (name: string) => `${name}：`,
  ])('finds columns with a remark in their names: %s', async (write) => {
    const cells = {
      応募ID: 'A-1',
      氏名: '山田',
      選考ステータス: '不採用',
      メールアドレス: 'a@x.jp',
      不採用日: '2026/4/1',
    };
    const row = Object.fromEntries(Object.entries(cells).map(([name, cell]) => [write(name), cell]));
    expect(await readResults(toFile(row))).toMatchObject([
      { kind: 'rejection', dated: true, report: { candidate: { emails: [{ value: 'a@x.jp' }] } } },
    ]);
  });

  it.each([
    ['guarded text', '="A-1"', '="山田 太郎"', 'A-1'],
    ['guarded zeros', '="00123"', '佐藤 花子', '00123'],
  ])('reads %s', async (_, id, name, remoteId) => {
    const text = [names.map((column) => `="${column}"`), [id, name, '="不採用"', '="a@example.jp"', '="2026/4/1"']];
    const [result] = await readResults(Buffer.from(text.map((cells) => `${cells.join(',')}\r\n`).join('')));
    expect(result).toMatchObject({
      kind: 'rejection',
      dated: true,
      report: { application: { remote_id: remoteId }, candidate: { emails: [{ value: 'a@example.jp' }] } },
    });
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
    [
      { application_id: '応募ID', status: '選考ステータス' },
      { field: 'emails', column: null, code: 'column_required' },
      true,
    ],
  ])('that does not fit the header is refused: %j', async (columns, problem, addressRequired = false) => {
    const text = renderDelimited([[...header, '電話', '電話'], toCells(rejectedRow)], ',');
    const table = await openTable(createFile(Buffer.from(text)));
    if (table.kind === 'refused') throw new Error(table.refusal.detail);
    const read = readRejections(table, { source: { ats: 'jobcan' }, columns, addressRequired, readAt });
    expect(read).toMatchObject({ kind: 'refused', problems: [problem] });
  });
});
