import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { personHash } from './person-hash.ts';

test('depends on the key and not on the spelling', () => {
  expect(personHash('Taro@example.jp', 'k1')).toBe(personHash('taro@EXAMPLE.jp', 'k1'));
  expect(personHash('taro@example.jp', 'k1')).not.toBe(personHash('taro@example.jp', 'k2'));
});

test('hashes kept since the first version still match: of the address in lower case', () => {
  const kept = createHmac('sha256', 'k').update('taro.yamada+job@example.jp').digest('hex');
  expect(personHash('  Taro.Yamada+job@Example.JP ', 'k')).toBe(kept);
});
