import { rememberTexts } from './remember-texts.ts';

const plainAscii = /^[!-~]*$/;

/**
 * The key by which texts of people and other systems are compared (statuses, headers, tags, placeholders, searches):
 * NFKC, without invisible characters and blanks, case-folded. Compare whole values, and never store or show the key.
 */
export const toComparisonKey = (text: string): string =>
  // Ids and addresses differ in each row, and nothing but their case is folded.
  plainAscii.test(text) ? text.toLowerCase() : foldText(text);

const foldText = rememberTexts((text) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{White_Space}]/gu, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC'),
);
