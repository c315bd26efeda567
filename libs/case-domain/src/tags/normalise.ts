/** Text for comparison: width, case, runs of spaces and invisible characters do not count. Idempotent. */
export const normalise = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/**
 * The key for dictionary lookups: `Node.js`, `node js` and `NODE-JS` have the same key, and so have サーバー and サーバ.
 * Signs that distinguish languages (C, C++, C#) are kept.
 */
export const toLookupKey = (text: string): string =>
  normalise(text)
    .replaceAll(/[\s・.\-_/‐‑–—''’&,()]/gu, '')
    .replaceAll(/(?<=[ァ-ヴ]{2})ー(?![ァ-ヴー])/gu, '');
