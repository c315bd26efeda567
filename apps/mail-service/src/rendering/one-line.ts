/** Removes control characters and line breaks of names from files, forms and settings; all else stays. */
export const oneLine = (text: string): string =>
  text
    .replace(/\p{Noncharacter_Code_Point}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
