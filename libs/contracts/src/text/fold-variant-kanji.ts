import { VARIANT_KANJI } from './variant-kanji.ts';

const FORM_OF_TODAY: ReadonlyMap<string, string> = new Map(
  VARIANT_KANJI.trim()
    .split(/\s+/)
    .flatMap((variants) => {
      const [form = '', ...others] = variants;
      return others.map((other): [string, string] => [other, form]);
    }),
);

/**
 * Variant kanji as the form of today (髙橋 as 高橋, 渡邉 as 渡辺), also those that Unicode only keeps for compatibility.
 * For comparison, after `toComparisonKey`: people write their own name in any of the forms. Never store it as a name.
 */
export const foldVariantKanji = (text: string): string =>
  text.normalize('NFC').replaceAll(/[\p{Script=Han}\u{2E80}-\u{2EFF}]/gu, (kanji) => FORM_OF_TODAY.get(kanji) ?? kanji);
