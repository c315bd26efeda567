import fc from 'fast-check';

/** Characters that no reader sees, and that no comparison key and no mail may have. */
const invisible = ['\u200B', '\u2060', '\uFEFF', '\u00AD', '\u200E', '\u202E', '\u2066', '\u061C'];
const blanks = [' ', '\u3000', '\u00A0', '\t', '\u2009'];

const insertAt = (text: string, index: number, piece: string) => {
  const characters = Array.from(text);
  characters.splice(index % (characters.length + 1), 0, piece);
  return characters.join('');
};

/** The text with one to three invisible characters anywhere. */
export const withInvisible = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.nat(40), fc.constantFrom(...invisible)), { minLength: 1, maxLength: 3 })
    .map((pieces) => pieces.reduce((changed, [index, piece]) => insertAt(changed, index, piece), text));

export const withBlanksAround = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(fc.constantFrom(...blanks), { maxLength: 2 }), fc.constantFrom(...blanks))
    .map(([before, after]) => `${before.join('')}${text}${after}`);

const withBlankInside = (text: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(40), fc.constantFrom(...blanks)).map(([index, piece]) => insertAt(text, index, piece));

const kangxi: Readonly<Record<string, string>> = {
  一: '\u2F00',
  用: '\u2F64',
  見: '\u2F92',
  入: '\u2F0A',
  心: '\u2F3C',
};

/** The same text for a comparison key (rule 36): other widths, forms, blanks and invisible characters. */
export const sameByKey = (text: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(text),
    fc.constant(text.normalize('NFD')),
    fc.constant(Array.from(text, (character) => kangxi[character] ?? character).join('')),
    withInvisible(text),
    withBlanksAround(text),
    withBlankInside(text),
  );
