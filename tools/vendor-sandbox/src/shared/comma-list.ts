/** Splits a comma-separated list; drops empty items and the spaces around items. */
export const splitCommaList = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
