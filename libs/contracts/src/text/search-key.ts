import { toComparisonKey } from './comparison-key.ts';
import { foldVariantKanji } from './fold-variant-kanji.ts';

/** Signs that one person writes and another leaves out: dashes, waves, middle dots, apostrophes. */
const optionalSigns = /[\p{Pd}\u2212~・゠'’‘ʼ`]/gu;
const hiragana = /[ぁ-ゖゝゞ]/gu;
const smallKana = 'ァィゥェォッャュョヮヵヶ';
const largeKana = 'アイウエオツヤユヨワカケ';
const latinMarks = /(?<=\p{Script=Latin})\p{M}+/gu;
const katakanaOffset = 0x60;

const toKatakana = (kana: string): string => String.fromCodePoint((kana.codePointAt(0) ?? 0) + katakanaOffset);

/**
 * The key by which people are searched: the comparison key with hiragana and small kana as large katakana, variant kanji
 * as the form of today, Latin letters without marks, and no optional signs. A part of a key may be searched for.
 */
export const toSearchKey = (text: string): string =>
  foldVariantKanji(toComparisonKey(text).normalize('NFD').replaceAll(latinMarks, ''))
    .replaceAll(hiragana, toKatakana)
    .replaceAll(/[ァィゥェォッャュョヮヵヶ]/gu, (kana) => largeKana.charAt(smallKana.indexOf(kana)))
    .replaceAll(optionalSigns, '');

/** The keys of the words of a search, which blanks and commas of any width separate. */
export const toSearchWords = (text: string): string[] =>
  text
    .split(/[\p{White_Space},，、､]+/u)
    .map(toSearchKey)
    .filter((word) => word !== '');
