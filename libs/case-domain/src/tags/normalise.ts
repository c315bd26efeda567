/** Text as it is compared: width, case, spaces and signs that nobody sees do not count. Idempotent. */
export const normalised = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/**
 * What a dictionary is asked by: `Node.js`, `node js` and `NODE-JS` are one, and so are サーバー and サーバ. Signs that
 * tell languages apart (C, C++, C#) stay.
 */
export const lookupKey = (text: string): string =>
  normalised(text)
    .replaceAll(/[\s・.\-_/‐‑–—''’&,()]/gu, '')
    .replaceAll(/(?<=[ァ-ヴ]{2})ー(?![ァ-ヴー])/gu, '');
