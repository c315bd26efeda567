/**
 * Text as it is stored: trimmed, with the wave dash U+301C and the minus U+2212 as U+FF5E and U+FF0D, as CP932 decodes
 * them, so that the same text from two encodings compares equal.
 */
export const toStoredText = (cell: string): string =>
  (dashes.test(cell) ? cell.replaceAll('\u301C', '\uFF5E').replaceAll('\u2212', '\uFF0D') : cell).trim();
const dashes = /[\u301C\u2212]/;

/** An id. Number types write 21 as `21.0`; of 16 digits and more they lose some: such an id stays, and is refused. */
export const toIdText = (cell: string): string => {
  // No id starts with an apostrophe: it marks a text, also before a letter.
  const text = toStoredText(cell).replace(/^'/, '');
  return /^\d{1,15}\.0+$/.test(text.normalize('NFKC')) ? text.replace(/[.．].*$/, '') : text;
};

const guardedText = /^\s*="((?:[^"]|"")*)"\s*$/;
/** Behind an apostrophe a Latin letter belongs to a name ('t Hooft), unless it begins an address. */
const apostropheGuard = /^\s*'(?!\p{Script=Latin}|$)|^\s*'(?=[^\s@]+@[^\s@]+$)/u;

/**
 * A cell as a spreadsheet shows it: `="00123"` is Excel's way to keep the zeros of a text, and an apostrophe in front,
 * as in '090… and in our own exports, marks a text and is not part of it.
 */
export const readGuardedText = (cell: string): string => {
  const unmarked = cell.replace(apostropheGuard, '');
  const [, text] = guardedText.exec(unmarked) ?? [];
  return text === undefined ? unmarked : text.replaceAll('""', '"');
};

/** The values of a cell that may hold several, joined by `;`. Empty values are dropped. */
export const splitValues = (cell: string): string[] =>
  toStoredText(cell)
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
