import { describe, expect, it } from 'vitest';
import { splitValues, toIdText, toStoredText } from './cell-text.ts';
import { readDate } from './read-date.ts';
import { splitName } from './split-name.ts';

describe('dates', () => {
  it.each([
    ['2026年4月1日', '2026-04-01T00:00:00+09:00'],
    ['２０２６年０４月０１日', '2026-04-01T00:00:00+09:00'],
    ['2026/4/1', '2026-04-01T00:00:00+09:00'],
    ['2026/04/01(水)', '2026-04-01T00:00:00+09:00'],
    ['2026/04/01 9:05', '2026-04-01T09:05:00+09:00'],
    ['2026年4月1日 15時30分', '2026-04-01T15:30:00+09:00'],
    ['2026-04-01', '2026-04-01T00:00:00+09:00'],
    ['2026-04-01T10:20:30', '2026-04-01T10:20:30+09:00'],
    ['2026-04-01T10:20:30.500Z', '2026-04-01T19:20:30.5+09:00'],
    ['2026-04-01T10:20:30.1239999Z', '2026-04-01T19:20:30.123+09:00'],
    ['2026年 4月 1日', '2026-04-01T00:00:00+09:00'],
    ['令和 8年 4月 1日', '2026-04-01T00:00:00+09:00'],
    ['2026/ 4/ 1', '2026-04-01T00:00:00+09:00'],
    ['2026-04-01T10:20:30-05:00', '2026-04-02T00:20:30+09:00'],
    ['令和8年4月1日', '2026-04-01T00:00:00+09:00'],
    ['令和元年5月1日', '2019-05-01T00:00:00+09:00'],
    ['R8.4.1', '2026-04-01T00:00:00+09:00'],
    ['平成31年4月30日', '2019-04-30T00:00:00+09:00'],
    ['H30/12/31', '2018-12-31T00:00:00+09:00'],
    ['昭和64年1月7日', '1989-01-07T00:00:00+09:00'],
    ['\u200E2026/\u200E4/\u200E1', '2026-04-01T00:00:00+09:00'],
    ['2026年4\u2F491\u2F47\u200B', '2026-04-01T00:00:00+09:00'],
    ['46113', '2026-04-01T00:00:00+09:00'],
    ['46113.5', '2026-04-01T12:00:00+09:00'],
  ])('reads %s', (cell, instant) => {
    expect(readDate(cell)).toEqual({ instant });
  });

  it.each([
    ['26/4/1', 'two_digit_year'],
    ['26年4月1日', 'two_digit_year'],
    ['4/1/26', 'two_digit_year'],
    ['2026/2/29', 'no_such_date'],
    ['2026/13/1', 'no_such_date'],
    ['2026/4/1 25:00', 'no_such_date'],
    ['平成40年4月1日', 'no_such_date'],
    ['令和1年4月30日', 'no_such_date'],
    ['4月1日', 'unknown_date'],
    ['未定', 'unknown_date'],
    ['20260401', 'unknown_date'],
    ['4/1/2026', 'unknown_date'],
    ['04/01/2026', 'unknown_date'],
    ['2026 4 1', 'unknown_date'],
    ['2026/4/1 から', 'unknown_date'],
  ])('refuses %s as %s', (cell, error) => {
    expect(readDate(cell)).toEqual({ error });
  });
});

describe('names', () => {
  it.each([
    ['山田 太郎', '山田', '太郎'],
    ['山田　太郎', '山田', '太郎'],
    ['佐々木 みのり', '佐々木', 'みのり'],
    ['ヤマダ タロー', 'ヤマダ', 'タロー'],
    ['葛\u{E0100}城 髙', '葛\u{E0100}城', '髙'],
  ])('splits %s', (name, familyName, givenName) => {
    expect(splitName(name)).toEqual({ familyName, givenName });
  });

  it.each(['山田太郎', '山田  太郎', '山田 マリア 太郎', 'John Smith', '山田 John', 'Nguyen Van An', '山田・太郎', ''])(
    'keeps %s whole',
    (name) => {
      expect(splitName(name)).toBeNull();
    },
  );
});

describe('text', () => {
  it('stores the wave dash and the minus in one form and changes nothing else', () => {
    expect(toStoredText(' 10\u301C12時\u2212①髙ｱ—‖ ')).toBe('10\uFF5E12時\uFF0D①髙ｱ—‖');
  });

  it.each([
    ['21.0', '21'],
    [' 00021.00 ', '00021'],
    ['123456789012345.0', '123456789012345'],
    ['１２．０', '１２'],
    ['21', '21'],
    ['21.5', '21.5'],
    ['21.10', '21.10'],
    ['A-21.0', 'A-21.0'],
    ['1.0.0', '1.0.0'],
    ['554023000000409088.0', '554023000000409088.0'],
  ])('reads %s as the id %s', (cell, id) => {
    expect(toIdText(cell)).toBe(id);
  });

  it('splits several values', () => {
    expect(splitValues('a@example.jp; b@example.jp;;')).toEqual(['a@example.jp', 'b@example.jp']);
  });
});
