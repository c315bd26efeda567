import { expect, test } from 'vitest';
import { foldKana } from './fold-kana.ts';

test.each([
  ['タロウ', 'タロー', 'タロオ', 'たろう'],
  ['ケイコ', 'ケーコ', 'ケエコ'],
  ['マアヤ', 'マーヤ'],
  ['ジュン', 'ジユン'],
  ['すずき', 'すゞき', 'スヾキ'],
  ['みすず', 'みすゞ'],
  ['ここあ', 'こゝあ'],
  ['すえ', 'スヱ'],
  ['みさお', 'ミサヲ'],
  ['しづか', 'シズカ'],
])('%s is spelled in several ways', (first, ...others) => {
  for (const other of others) expect(foldKana(other)).toBe(foldKana(first));
});

test.each([
  ['オオノ', 'オノ'],
  ['オオウチ', 'オウチ'],
  ['ユウ', 'ユ'],
  ['ハシモトカナ', 'ハシモトガナ'],
  ['カオリ', 'カリ'],
  ['トシオ', 'トシ'],
  ['ノブオ', 'ノブ'],
  ['ユイ', 'ユウ'],
])('%s is not %s', (first, second) => {
  expect(foldKana(first)).not.toBe(foldKana(second));
});
