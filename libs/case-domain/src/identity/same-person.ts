import { foldKana, foldVariantKanji, toBareName, toComparisonKey, toName } from '@goen/contracts/text';

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
 * Whether two candidates with one address may be one person: their names agree, whatever the forms of kanji and kana, or
 * their readings do, or one of them has no name. An address alone identifies nobody: couples and agencies share theirs.
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
  const isWholeReading = names.size === 0 || Boolean(toName(familyNameKana) && toName(givenNameKana));
  const kana = isWholeReading ? listSpellings(familyNameKana, givenNameKana, null) : [];
  // Some people, and some systems, enter the reading as the name.
  return { names, readings: toKeys([...kana, ...written].map(toReadingKey)) };
}

/** The spellings of a name as texts that two names share when they can be one person's. None without a name. */
export function listNameKeys(name: PersonName): string[] {
  const { names, readings } = spell(name);
  return [...[...names].map((key) => `name:${key}`), ...[...readings].map((key) => `reading:${key}`)];
}

const toKeys = (keys: readonly string[]): ReadonlySet<string> => new Set(keys.filter((key) => key !== ''));

type Part = string | null | undefined;
const formerName = /[(（[［【]\s*旧姓?\s*[:：]?[^)）\]］】]*[)）\]］】]/gu;
const readPart = (part: Part): string => toBareName((toName(part) ?? '').replaceAll(formerName, ''));

/** The ways to write the whole name, in either order; one part counts only when there is nothing else. */
function listSpellings(familyName: Part, givenName: Part, fullName: Part): string[] {
  const [family, given, full] = [familyName, givenName, fullName].map(readPart);
  const whole = full ? listWordOrders(full) : [];
  if (family && given) return [family + given, given + family, ...whole];
  return whole.length > 0 ? whole : [family || given || ''];
}

function listWordOrders(full: string): string[] {
  const words = full.trim().split(/[\s,、，・･]+/u);
  return words.length === 2 ? [full, words.toReversed().join('')] : [full];
}

const accents = /(?<=\p{Script=Latin})\p{M}+/gu;
const iterated = /(\p{Script=Han})[々〻]/u;
/** 市ヶ谷, 市ケ谷 and 市が谷. */
const kaBetweenKanji = /(?<=\p{Script=Han})[ヶケヵカがガゕゖ](?=\p{Script=Han})/gu;

/** Blanks, punctuation and accents are no part of a name; kanji and kana have one form. */
function toNameKey(name: string): string {
  const key = foldVariantKanji(toComparisonKey(name)).normalize('NFD').replaceAll(accents, '').normalize('NFC');
  return foldKana(expandIterations(key).replaceAll(kaBetweenKanji, 'ヶ')).replaceAll(/\p{P}/gu, '');
}

/** 佐々木 as 佐佐木. */
function expandIterations(key: string): string {
  const expanded = key.replace(iterated, '$1$1');
  return expanded === key ? key : expandIterations(expanded);
}

/** A reading in kana of one spelling. Empty when the text is no kana. */
function toReadingKey(text: string): string {
  const kana = foldKana(toComparisonKey(text).replaceAll(/[\u2010-\u2015\u2212\u301C~-]/gu, 'ー')).replaceAll(
    /\p{P}/gu,
    '',
  );
  return /^[\p{Script=Hiragana}ー]+$/u.test(kana) && /\p{Script=Hiragana}/u.test(kana) ? kana : '';
}
