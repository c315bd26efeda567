import { describe, expect, it } from 'vitest';
import { findHrmosColumns } from '../vendors/hrmos.ts';
import { findFieldAt } from './build-report.ts';
import { readRejections } from './read-rejections.ts';
import { openTable } from './table.ts';
import { createFile, createWorkbook, renderDelimited } from './testing/file-fixture.ts';
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

describe('an HRMOS row', () => {
  it('becomes a report', async () => {
    expect(await readOneRow(rejectedRow)).toMatchObject(expectedResult);
  });

  it('without a rejection date is dated by the time of reading and marked as undated', async () => {
    expect(await readOneRow({ ...rejectedRow, 不採用日: ' \u200B' })).toMatchObject({
      kind: 'rejection',
      dated: false,
      report: { application: { remote_id: 'A-1', rejected_at: readAt } },
    });
  });

  it.each([
    ['', []],
    [' ; ', []],
    ['なし', []],
    ['hanako(at)example.jp', [{ value: 'hanako(at)example.jp' }]],
    ['hanako\uFFFD@example.jp', [{ value: 'hanako\uFFFD@example.jp' }]],
    ['"keitai..3"@docomo.ne.jp', [{ value: '"keitai..3"@docomo.ne.jp' }]],
    ['a@example.jp、b@example.jp', [{ value: 'a@example.jp' }, { value: 'b@example.jp' }]],
  ])('with the address %j is taken', async (cell, emails) => {
    expect(await readOneRow({ ...rejectedRow, メールアドレス: cell })).toMatchObject({
      kind: 'rejection',
      report: { candidate: { emails } },
    });
  });

  it('without a usable detail is taken and names the cell', async () => {
    const columns = {
      ...findHrmosColumns(header),
      stage: '応募経路',
      skills: '応募経路詳細',
      phones: 'ラベル',
      prefecture: '選考ポジション名',
    };
    const row = {
      ...rejectedRow,
      応募日: '2026/2/30',
      応募経路: '面接'.repeat(101),
      応募経路詳細: `${'法人営業を8年'.repeat(20)};Java`,
      ラベル: '090-0000-\uFFFD003',
      選考ポジション名: '東京都渋谷区神宮前1-2-3 メゾン例示101号室',
    };
    const result = await readOneRow(row, { columns });
    expect(result).toMatchObject({
      kind: 'rejection',
      report: {
        application: { applied_at: null, current_stage: { name: '面接'.repeat(100), kind: 'interview' } },
        candidate: { prefecture: '東京都', phones: [], tags: [{ value: 'Java' }] },
      },
    });
    const dropped = result?.kind === 'rejection' ? (result.report.dropped_fields ?? []) : [];
    expect(dropped.map(({ pointer, code }) => [findFieldAt(pointer), code])).toEqual(
      expect.arrayContaining([
        ['applied_at', 'no_such_date'],
        ['phones', 'broken_character'],
        ['stage', 'too_long'],
        ['skills', 'too_long'],
        ['prefecture', 'too_long'],
      ]),
    );
    expect(dropped).toHaveLength(5);
  });

  it('names every invalid column', async () => {
    const row = { ...rejectedRow, 応募ID: ' ', 不採用日: '26/4/1', 応募日: '2026/2/30', 氏名: '山\uFFFD 太郎' };
    expect(await readOneRow(row)).toMatchObject({
      row: 2,
      kind: 'refused',
      errors: [
        { column: '氏名', code: 'broken_character' },
        { column: '不採用日', code: 'two_digit_year' },
        { column: '応募ID', code: 'required' },
      ],
    });
  });

  it('names the column that fails validation of the report', async () => {
    expect(await readOneRow({ ...rejectedRow, 応募ID: '1'.repeat(256) })).toMatchObject({
      kind: 'refused',
      errors: [{ column: '応募ID', code: 'not_valid' }, {}],
    });
  });

  it.each(['554023000000409088.0', '9007199254740993.0', '1.23457E+11', '1e5'])(
    'with the id %s is refused',
    async (id) => {
      const errors = [{ column: '応募ID', code: 'rounded_id' }, {}];
      expect(await readOneRow({ ...rejectedRow, 応募ID: id })).toMatchObject({ kind: 'refused', errors });
    },
  );

  it('has the same ids, written as integers or as fractions', async () => {
    const ids = { 応募ID: '21.0', 求人ID: '3.00' };
    expect(await readOneRow({ ...rejectedRow, ...ids })).toMatchObject({
      report: { application: { remote_id: '21' }, candidate: { remote_id: '21' }, job: { remote_id: '3' } },
    });
    expect(await readOneRow({ ...rejectedRow, ...ids, 選考ステータス: '内定' })).toMatchObject({
      offer: { applicationId: '21', name: { fullName: expect.any(String) } },
    });
  });

  it.each([
    ['', '2026/4/2', '', '2026-04-02T00:00:00+09:00'],
    ['-', '2026/4/2', '', '2026-04-02T00:00:00+09:00'],
    ['2026/4/1', '2026/4/2', '', '2026-04-01T00:00:00+09:00'],
    ['', '', '2026/4/3', '2026-04-03T00:00:00+09:00'],
    ['', '2026/4/2', '2026/4/3', '2026-04-03T00:00:00+09:00'],
    ['', '', '', null],
  ])('with 不採用日 %j, 選考終了日 %j and 見送り日 %j is dated by the first', async (own, ended, declined, date) => {
    const rows = [
      [...header, '選考終了日', '見送り日'],
      [...toCells({ ...rejectedRow, 不採用日: own }), ended, declined],
    ];
    const [result] = await readResults(Buffer.from(renderDelimited(rows, ',')));
    expect(result).toMatchObject({ dated: date !== null, report: { application: { rejected_at: date ?? readAt } } });
  });

  it('names the column of the date that it is refused for', async () => {
    const rows = [
      [...header, '選考終了日'],
      [...toCells({ ...rejectedRow, 不採用日: '' }), '26/4/1'],
    ];
    expect(await readResults(Buffer.from(renderDelimited(rows, ',')))).toMatchObject([
      { kind: 'refused', errors: [{ column: '選考終了日', code: 'two_digit_year' }] },
    ]);
  });

  it('is not dated by a column that the map uses for something else, or when the map has no date', async () => {
    const rows = [
      [...header, '選考終了日'],
      [...toCells({ ...rejectedRow, 不採用日: '' }), '2026/4/2'],
    ];
    const undated = { application_id: '応募ID', status: '選考ステータス', emails: 'メールアドレス' };
    for (const columns of [undated, { ...undated, rejected_at: '不採用日', stage: '選考終了日' }])
      expect(await readResults(Buffer.from(renderDelimited(rows, ',')), { columns })).toMatchObject([{ dated: false }]);
  });

  it('with more cells than the header is refused', async () => {
    const rows = [header, [...toCells(rejectedRow), 'extra'], [...toCells(rejectedRow), ' ']];
    expect(await readResults(Buffer.from(renderDelimited(rows, ',')))).toMatchObject([
      { row: 2, kind: 'refused', errors: [{ column: null, code: 'too_many_cells' }] },
      { row: 3, kind: 'rejection' },
    ]);
  });

  describe('with fewer cells than the header', () => {
    const names = ['応募ID', '氏名', '選考ステータス', 'メールアドレス', '備考', '社内メモ'];
    const read = async (...lines: string[]) => {
      const results = await readResults(Buffer.from([names.join(','), ...lines].join('\n')));
      return results.map((result) => (result.kind === 'refused' ? result.errors[0]?.code : result.kind));
    };
    it.each([
      ['without a mapped column', 'A-1,山田,不採用', 'too_few_cells'],
      ['without its status', 'A-1,山田', 'too_few_cells'],
      ['that is no rejection, without a mapped column', 'A-1,山田,選考中', 'too_few_cells'],
      ['without columns that nobody mapped', 'A-1,山田,不採用,a@example.jp', 'rejection'],
    ])('%s', async (_, line, outcome) => {
      expect(await read(line, 'A-2,山田,選考中,,,', '')).toEqual([outcome, 'not_a_rejection']);
    });

    it.each([
      ['A-2,山田,不採用,a@exam', 'too_few_cells'],
      ['A-2,山田,不採用,a@example.jp,備', 'too_few_cells'],
      ['A-2,山田,不', 'too_few_cells'],
      ['A-2,山田,不採用,a@example.jp,備考,', 'rejection'],
    ])('where the file ends inside it: %s', async (line, outcome) => {
      expect(await read('A-1,山田,不採用,a@example.jp', line)).toEqual(['rejection', outcome]);
    });

    const first = ['A-1', '山田', '2026/4/1', 'a@example.jp', '不採用', '備考', 'A-1', '2026/4/1'];
    const last = ['A-2', '山田', '2026/4/1', 'b@example.co', '不採用', '備考', 'A-2', '2026/4/1'];
    const columns = ['応募ID', '氏名', '不採用日', 'メールアドレス', '選考ステータス', '備考', '候補者ID', '応募日'];
    /** The outcomes of a file whose last column is `end`. */
    const readEndingWith = async (end: string, write = (cell: string) => cell, rows = [first, last], lineEnd = '') => {
      const order = columns.map((_, index) => index).filter((index) => columns[index] !== end);
      const lines = [columns, ...rows].map((cells) => [...order, columns.indexOf(end)].map((at) => cells[at] ?? ''));
      const text = lines.map((cells) => cells.map(write).join(',')).join('\r\n') + lineEnd;
      const results = await readResults(Buffer.from(text));
      return results.map((result) => (result.kind === 'refused' ? result.errors[0] : result.kind));
    };
    it.each(['メールアドレス', '不採用日', '応募日', '選考ステータス', '応募ID'])(
      'without a line end behind the cell of %s, which may be cut',
      async (end) => {
        expect(await readEndingWith(end)).toMatchObject(['rejection', { column: end, code: 'too_few_cells' }]);
        expect(await readEndingWith(end, undefined, [first, last], '\n')).toEqual(['rejection', 'rejection']);
        expect(await readEndingWith(end, (cell) => `"${cell}"`)).toEqual(['rejection', 'rejection']);
        expect(await readEndingWith(end, undefined, [last])).toEqual(['rejection']);
      },
    );

    it.each(['氏名', '備考'])('without a line end behind the cell of %s is taken', async (end) => {
      expect(await readEndingWith(end)).toEqual(['rejection', 'rejection']);
    });

    it('without a line end behind an empty address is taken', async () => {
      const rows = [first, last.map((cell) => (cell.includes('@') ? '' : cell))];
      expect(await readEndingWith('メールアドレス', undefined, rows)).toEqual(['rejection', 'rejection']);
    });

    it('counts an offer whose status the file ends in: it may be cut, but a sent mail cannot be made good', async () => {
      const lines = [
        '応募ID,氏名,メールアドレス,選考ステータス',
        'A-1,山田,a@example.jp,不採用',
        'A-2,山田,a@example.jp,内定',
      ];
      const [, cut] = await readResults(Buffer.from(lines.join('\n')));
      expect(cut).toMatchObject({ kind: 'refused', offer: { held: true, applicationId: 'A-2' } });
    });

    it('reads a workbook, which omits empty cells', async () => {
      const rows = [names, ['A-1', '山田', '不採用', 'a@example.jp']];
      expect(await readResults(createWorkbook(rows))).toMatchObject([{ kind: 'rejection' }]);
    });
  });

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
    ['guarded zeros', '="00123"', '氏 名', '00123'],
  ])('reads %s', async (_, id, name, remoteId) => {
    const text = [names.map((column) => `="${column}"`), [id, name, '="不採用"', '="a@example.jp"', '="2026/4/1"']];
    const [result] = await readResults(Buffer.from(text.map((cells) => `${cells.join(',')}\r\n`).join('')));
    expect(result).toMatchObject({
      kind: 'rejection',
      dated: true,
      report: { application: { remote_id: remoteId }, candidate: { emails: [{ value: 'a@example.jp' }] } },
    });
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
