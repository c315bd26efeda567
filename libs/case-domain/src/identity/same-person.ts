import { foldVariantKanji, toComparisonKey } from '@goen/contracts/text';

/** A candidate's name, as stored or as reported. */
export type PersonName = {
  readonly familyName?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly familyNameKana?: string | null | undefined;
  readonly givenNameKana?: string | null | undefined;
  readonly fullName?: string | null | undefined;
};

/** Every spelling by which two names are compared; no spelling at all when there is no name. */
type Spellings = { readonly names: ReadonlySet<string>; readonly readings: ReadonlySet<string> };

/**
 * Whether two candidates with one address may be one person: their names agree, whatever the variant kanji, or their
 * readings do, or one of them has no name. An address alone identifies nobody: couples and agencies share theirs.
 */
export function canBeSamePerson(left: PersonName, right: PersonName): boolean {
  const [a, b] = [spell(left), spell(right)];
  if (isNameless(a) || isNameless(b)) return true;
  return overlap(a.names, b.names) || overlap(a.readings, b.readings);
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((spelling) => b.has(spelling));

const isNameless = ({ names, readings }: Spellings): boolean => names.size === 0 && readings.size === 0;

function spell({ familyName, givenName, familyNameKana, givenNameKana, fullName }: PersonName): Spellings {
  const written = listSpellings(familyName, givenName, fullName);
  const names = toKeys(written.map(toNameKey));
  // Beside a written name, a reading of the family name alone would fit the whole family.
  const isWholeReading = names.size === 0 || Boolean(familyNameKana && givenNameKana);
  const kana = isWholeReading ? listSpellings(familyNameKana, givenNameKana, null) : [];
  // Some people, and some systems, enter the reading as the name.
  return { names, readings: toKeys([...kana, ...written].map(toReadingKey)) };
}

const toKeys = (keys: readonly string[]): ReadonlySet<string> => new Set(keys.filter((key) => key !== ''));

type Part = string | null | undefined;

/** The ways to write the whole name, in either order; one part counts only when there is nothing else. */
function listSpellings(family: Part, given: Part, full: Part): string[] {
  const whole = full ? listWordOrders(full) : [];
  if (family && given) return [family + given, given + family, ...whole];
  return whole.length > 0 ? whole : [family || given || ''];
}

function listWordOrders(full: string): string[] {
  const words = full.trim().split(/[\s,、，・･]+/u);
  return words.length === 2 ? [full, words.toReversed().join('')] : [full];
}

const honorific = /(?:様|さま|さん|殿|氏)$/u;
const accents = /(?<=\p{Script=Latin})\p{M}+/gu;

/** Blanks, punctuation, accents and honorifics are no part of a name. */
function toNameKey(name: string): string {
  const key = foldVariantKanji(toComparisonKey(name))
    .normalize('NFD')
    .replaceAll(accents, '')
    .normalize('NFC')
    .replaceAll(/\p{P}/gu, '');
  return key.length > 2 ? key.replace(honorific, '') : key;
}

const smallKana = 'ぁぃぅぇぉっゃゅょゎゕゖ';
const fullKana = 'あいうえおつやゆよわかけ';
const katakana = /[ァ-ヶヽヾ]/gu;
const hiraganaOffset = 0x60;

/** A reading in hiragana, small kana as full ones: older systems know no others. Empty when the text is no kana. */
function toReadingKey(text: string): string {
  const kana = toComparisonKey(text)
    .replaceAll(katakana, (character) => String.fromCharCode(character.charCodeAt(0) - hiraganaOffset))
    .replaceAll(/[\u2010-\u2015\u2212-]/gu, 'ー')
    .replaceAll(/\p{P}/gu, '')
    .replaceAll(/[ぁぃぅぇぉっゃゅょゎゕゖ]/gu, (character) => fullKana[smallKana.indexOf(character)] ?? character);
  return /^[\p{Script=Hiragana}ー]+$/u.test(kana) && /\p{Script=Hiragana}/u.test(kana) ? kana : '';
}
