/**
 * Text as it is stored: the wave dash U+301C and the minus U+2212 become U+FF5E and U+FF0D, as CP932 reads the same
 * letters, so that one text does not come in two forms; all else as it came, less the space around it.
 */
export const storedText = (cell: string): string =>
  cell.replaceAll('\u301C', '\uFF5E').replaceAll('\u2212', '\uFF0D').trim();

/** The values of a cell that may hold several, joined by `;`. Empty ones are left out. */
export const splitValues = (cell: string): string[] =>
  storedText(cell)
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');
