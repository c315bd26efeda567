/** How numbers of a format are shown; `digits` has the format code when it pads or groups the digits of an integer. */
export type NumberFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'date' }
  | { readonly kind: 'duration' }
  | { readonly kind: 'digits'; readonly code: string };

/** Excel's built-in date formats (ECMA-376 18.8.30), including those of the East Asian and Thai editions. */
const builtInDates = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
] as const;
const builtInDuration = 46;

/** Quoted text and escaped, skipped or repeated characters. `!` escapes in Japanese Excel. */
const literals = /"[^"]*"?|[\\!_*]./gsu;
const elapsedUnit = /\[(?:h+|m+|s+)\]/i;
/** Colours, conditions, locales, calendars and number shapes. */
const brackets = /\[[^\]]*\]?/g;
const dayHalves = /am\/pm|a\/p/gi;
const fractionOfSecond = /s\.0+/gi;
const digitPlaceholders = /[0#?@%]/;
/** At least two digits that are always shown, and no fraction, thousands, percent or exponent. */
const paddedDigits = /^(?:[^.,%/?@e]*0){2}[^.,%/?@e]*$/i;
const condition = /\[[<>=]/;
const dateWord = /^(?:[ymdhsgeb]+|a{3,4})+$/i;
/** `g` alone names no day: Japanese Excel's name of General is `G/標準`. */
const dateUnit = /[ymdhseb]|a{3}/i;

/** What a format means. `code`: as stored in the workbook; absent for built-in formats. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (id === builtInDuration) return { kind: 'duration' };
    return { kind: builtInDates.some(([from, to]) => id >= from && id <= to) ? 'date' : 'number' };
  }
  const bare = code.replaceAll(literals, '');
  if (elapsedUnit.test(bare)) return { kind: 'duration' };
  const sections = bare.replaceAll(brackets, '').split(';');
  if (sections.some(isDateSection)) return { kind: 'date' };
  const [first = ''] = sections;
  return paddedDigits.test(first) && !condition.test(bare) ? { kind: 'digits', code } : { kind: 'number' };
}

/** Every word must be made of date letters: `General` is none in any language, nor is `0.0days`. */
function isDateSection(section: string): boolean {
  const text = section.replaceAll(dayHalves, '').replaceAll(fractionOfSecond, 's');
  if (digitPlaceholders.test(text)) return false;
  const words = text.match(/[a-z]+/gi) ?? [];
  return words.every((word) => dateWord.test(word)) && words.some((word) => dateUnit.test(word));
}

const formatTokens = /"([^"]*)"?|[\\!](.)|_.|\*.|\[[^\]]*\]?|([0#])|(.)/gsu;

/** The digits of an integer as the format shows them: `00000` pads an ID, `000-0000` groups a postcode. */
export function formatDigits(digits: string, code: string): string {
  const tokens = [...code.matchAll(formatTokens)];
  const end = tokens.findIndex(([, , , , plain]) => plain === ';');
  const section = end === -1 ? tokens : tokens.slice(0, end);
  const places = section.filter(([, , , place]) => place !== undefined).length;
  // What has no place of its own stands before the first one.
  const surplus = Math.max(0, digits.length - places);
  const placed = [digits.slice(0, surplus + 1), ...digits.slice(surplus + 1).split('')];
  const blanks = places - placed.length;
  let index = 0;
  const show = (place: string) => {
    index += 1;
    return placed[index - 1 - blanks] ?? (place === '0' ? '0' : '');
  };
  return section
    .map(([, quoted, escaped, place, plain]) =>
      place === undefined ? (quoted ?? escaped ?? plain ?? '') : show(place),
    )
    .join('');
}
