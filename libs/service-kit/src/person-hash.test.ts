import { expect, test } from 'vitest';
import { normaliseEmail, personHash } from './person-hash.ts';

test.each([
  ['  Taro.Yamada@Example.JP ', 'taro.yamada@example.jp'],
  ['ｔａｒｏ＠example.jp', 'taro@example.jp'],
  ['taro+job@example.jp', 'taro+job@example.jp'],
])('normalises %s', (given, expected) => {
  expect(normaliseEmail(given)).toBe(expected);
});

test('depends on the key and not on the spelling', () => {
  expect(personHash('Taro@example.jp', 'k1')).toBe(personHash('taro@EXAMPLE.jp', 'k1'));
  expect(personHash('taro@example.jp', 'k1')).not.toBe(personHash('taro@example.jp', 'k2'));
});
