import { describe, expect, it } from 'vitest';
import { findHrmosColumns } from '../vendors/hrmos.ts';
import { proposeColumns } from './propose-columns.ts';

describe('a proposed column map', () => {
  const header = [
    '応募者番号',
    '応募者氏名',
    '連絡先',
    '担当者メールアドレス',
    '選考結果',
    '応募日',
    '見送り日',
    '備考',
  ];
  const sample = [
    ['1', '山田 太郎', 'taro@example.jp', 'hr@example.jp', '見送り', '2026/3/1', '令和8年4月1日', '2026/4/2'],
    ['2', '佐藤 花子', 'a@example.jp;b@example.jp', 'hr@example.jp', '選考中', '2026/3/2', '', ''],
  ];
  const proposed = proposeColumns(header, sample);
  const findProposal = (field: string) => proposed.find((proposal) => proposal.field === field);

  it('combines names and values', () => {
    expect(findProposal('status')).toMatchObject({ column: '選考結果', confidence: 0.95, by: 'name_and_values' });
    expect(findProposal('applied_at')).toMatchObject({ column: '応募日', confidence: 0.95 });
    expect(findProposal('rejected_at')).toMatchObject({ column: '見送り日', confidence: 0.95 });
    expect(findProposal('full_name')).toMatchObject({ column: '応募者氏名', by: 'name' });
  });

  it('finds addresses by their values with less confidence, and never those of the staff', () => {
    expect(findProposal('emails')).toEqual({ field: 'emails', column: '連絡先', confidence: 0.4, by: 'values' });
  });

  it.each([
    ['taro..1@docomo.ne.jp'],
    ['.taro.@ezweb.ne.jp'],
    ['"taro..1"@docomo.ne.jp'],
    ['ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ'],
    ['mailto:taro@example.jp'],
    ['山田 太郎 <taro@example.jp>'],
    ['taro@例え.jp'],
    ["o'brien+goen@example.jp"],
    ['a@example.jp、b@example.jp'],
    ['a@example.jp\nb@example.jp / c@example.jp'],
  ])('takes %j for addresses', (cell) => {
    expect(proposeColumns(['連絡先'], [[cell]])).toEqual([
      { field: 'emails', column: '連絡先', confidence: 0.4, by: 'values' },
    ]);
  });

  it.each(['@taro', 'taro@localhost', 'taro@192.168.0.1', '太郎@example.jp', 'a@b@', '山田', ';'])(
    'does not take %j for an address',
    (cell) => {
      expect(proposeColumns(['連絡先'], [[cell]])).toEqual([]);
    },
  );

  it('ignores a date of unknown meaning, and a name that its values contradict', () => {
    expect(proposed.map(({ column }) => column)).not.toContain('備考');
    expect(proposeColumns(['メールアドレス', '応募日'], [['未登録', '未定']])).toEqual([]);
  });

  it('compares statuses and names of staff by key', () => {
    const columns = proposeColumns(['結果', '\u2F40援担\u200B当'], [['不採\u2F64', 'hr@example.jp']]);
    expect(columns).toEqual([{ field: 'status', column: '結果', confidence: 0.4, by: 'values' }]);
  });

  it.each(['選考終了日', '選考終了日時', '合否決定日', '選考完了日'])('proposes %s as the rejection date', (column) => {
    expect(proposeColumns(['応募日', column], [['2026/3/1', '2026/4/1']])).toContainEqual(
      expect.objectContaining({ field: 'rejected_at', column }),
    );
  });

  it('uses each column and each field at most once', () => {
    const twice = proposeColumns(
      ['メールアドレス', 'PCメールアドレス', '氏名'],
      [['a@example.jp', 'b@example.jp', '']],
    );
    expect(twice.map(({ field }) => field).toSorted()).toEqual(['emails', 'full_name']);
  });
});

describe('the HRMOS preset', () => {
  const base = ['応募ID', '求人ID', '求人名', '応募日', '氏名', '選考ステータス', '辞退日'];

  it('finds added columns by any of their usual names', () => {
    expect(findHrmosColumns([...base, 'Eメール', 'お見送り日'])).toMatchObject({
      emails: 'Eメール',
      rejected_at: 'お見送り日',
    });
  });

  it('finds the end of the selection as the date, unless a rejection date is there', () => {
    expect(findHrmosColumns([...base, '選考終了日'])).toMatchObject({ rejected_at: '選考終了日' });
    expect(findHrmosColumns([...base, '選考終了日', '不採用日'])).toMatchObject({ rejected_at: '不採用日' });
  });

  it('never uses the withdrawal date, and omits missing columns', () => {
    const map = findHrmosColumns(base);
    expect(map).toMatchObject({ application_id: '応募ID', status: '選考ステータス' });
    expect(Object.values(map ?? {})).not.toContain('辞退日');
    expect(map).not.toHaveProperty('emails');
  });

  it('does not match another header', () => {
    expect(findHrmosColumns(['応募者ID', '氏名', 'ステータス'])).toBeNull();
  });
});
