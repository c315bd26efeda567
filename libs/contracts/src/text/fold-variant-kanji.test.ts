import { expect, test } from 'vitest';
import { toComparisonKey } from './comparison-key.ts';
import { foldVariantKanji } from './fold-variant-kanji.ts';
import { VARIANT_KANJI } from './variant-kanji.ts';

test.each([
  ['the ladder form', '髙橋', '高橋'],
  ['a form outside of JIS X 0208', '山﨑', '山崎'],
  ['a form outside of the basic plane', '𠮷田', '吉田'],
  ['both old forms of one kanji', '渡邊 渡邉', '渡辺 渡辺'],
  ['old forms', '濵澤 廣瀨 齋藤', '浜沢 広瀬 斉藤'],
  ['forms that people take for each other', '斎藤', '斉藤'],
  ['forms of family names', '嶋 冨 舘 桒 栁', '島 富 館 桑 柳'],
  ['a compatibility ideograph', '\u{FA19}戸', '神戸'],
  ['a radical that NFKC keeps', '大⻄', '大西'],
  ['a radical that NFKC makes an old form', toComparisonKey('⼾田'), '戸田'],
  ['nothing else', '林 美咲 ガク Smith', '林 美咲 ガク Smith'],
])('folds %s', (_what, text, folded) => {
  expect(foldVariantKanji(text)).toBe(folded);
});

test.each([
  ['大坂', '大阪'],
  ['畑山', '畠山'],
  ['美砂', '美沙'],
  ['厳', '巌'],
  ['川', '河'],
])('keeps %s apart from %s', (one, other) => {
  expect(foldVariantKanji(one)).not.toBe(foldVariantKanji(other));
});

test('each kanji stands in the table once, as a comparison key has it', () => {
  const kanji = VARIANT_KANJI.match(/\S/gu) ?? [];
  expect(new Set(kanji).size).toBe(kanji.length);
  expect(kanji.filter((one) => toComparisonKey(one) !== one)).toEqual([]);
});

test('a folded text is folded', () => {
  const folded = foldVariantKanji(VARIANT_KANJI);
  expect(foldVariantKanji(folded)).toBe(folded);
});
