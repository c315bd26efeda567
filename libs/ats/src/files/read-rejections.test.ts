import { describe, expect, it } from 'vitest';
import { findHrmosColumns } from '../vendors/hrmos.ts';
import { findFieldAt } from './build-report.ts';
import { renderDelimited } from './testing/file-fixture.ts';
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

  it.each(['', ' ', '氏名不明', '－'])('with the name %j is refused: a mail addresses its candidate', async (name) => {
    expect(await readOneRow({ ...rejectedRow, 氏名: name })).toMatchObject({
      kind: 'refused',
      errors: [{ column: '氏名', code: 'name_missing' }],
    });
  });

  it('of a file without a column of names is taken', async () => {
    const { full_name: _, ...columns } = findHrmosColumns(header) ?? {};
    expect(await readOneRow(rejectedRow, { columns })).toMatchObject({ kind: 'rejection' });
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
      errors: [{ column: '応募ID', code: 'not_valid' }],
    });
  });

  it.each(['554023000000409088.0', '9007199254740993.0', '1.23457E+11', '1e5'])(
    'with the id %s is refused',
    async (id) => {
      const errors = [{ column: '応募ID', code: 'rounded_id' }];
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
