import { removeInvisible } from '@goen/contracts/text';

/** Removes control characters, line breaks and what nobody sees from names of files, forms and settings; all else stays. */
export const oneLine = (text: string): string =>
  removeInvisible(text)
    .replace(/\p{Noncharacter_Code_Point}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
