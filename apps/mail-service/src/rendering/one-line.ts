/** Names come from files, forms and settings: control characters and line ends go, all else stays as it came. */
export const oneLine = (text: string): string =>
  text
    .replace(/\p{Noncharacter_Code_Point}/gu, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
