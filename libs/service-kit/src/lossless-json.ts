/**
 * Parses JSON without changing an integer: what a double cannot hold stays the string of its digits. An integer with an
 * exponent, or of 16 digits and a fraction, may have been rounded before it was sent; it stays a string in the form of
 * `1.5E+17` or `554023000000409088.0`. Throws as `JSON.parse` does.
 */
export const parseLosslessJson = (text: string): unknown =>
  inexactNumber.test(text) ? JSON.parse(text, keepExact) : (JSON.parse(text) as unknown);

/** Most texts have no such number and need no reviver. A match in a string only costs time. */
const inexactNumber = /[:[,]\s*-?(?:\d{16}|\d[\d.]*e)/i;

const longFraction = /\d{16,}\./;

/** The third argument is ECMAScript's "JSON.parse source text access". */
function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || !Number.isInteger(value) || source === undefined) return value;
  if (/e/i.test(source)) return source.replace(/e\+?(?=\d)/i, 'E+');
  return Number.isSafeInteger(value) && !longFraction.test(source) ? value : source;
}
