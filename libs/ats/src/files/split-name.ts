/** Kanji with variation selectors; kana of both widths with their marks. */
const japanese = '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\u{E0100}-\\u{E01EF}]+';
const twoParts = new RegExp(`^(${japanese})[ \\u3000](${japanese})$`, 'u');

/**
 * Splits a full name into family and given name at its only separator, one half- or full-width space between Japanese
 * parts. Null for all other names, such as Latin names or names of three parts.
 */
export function splitName(fullName: string): { familyName: string; givenName: string } | null {
  const [, familyName, givenName] = twoParts.exec(fullName.trim()) ?? [];
  return familyName === undefined || givenName === undefined ? null : { familyName, givenName };
}
