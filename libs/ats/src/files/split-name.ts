/** Kanji with variation selectors, kana of both widths with their marks. */
const japanese = '[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\u{E0100}-\\u{E01EF}]+';
const twoParts = new RegExp(`^(${japanese})[ \\u3000](${japanese})$`, 'u');

/**
 * Family and given name of a full name, or null when it stays whole: it is split only at its one separator (a half- or
 * full-width space) between Japanese parts. Latin names and names of three parts are never split.
 */
export function splitName(fullName: string): { familyName: string; givenName: string } | null {
  const found = twoParts.exec(fullName.trim());
  if (found?.[1] === undefined || found[2] === undefined) return null;
  return { familyName: found[1], givenName: found[2] };
}
