/** Excel's built-in date formats (ECMA-376 18.8.30), including those of the Japanese edition. */
const builtInRanges = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Quoted text, escaped letters, colours and conditions: they do not make a format a date. */
const literals = /"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]/gi;

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInRanges.some(([from, to]) => id >= from && id <= to);
  return /[ymdhsge]/i.test(
    code
      .replaceAll(literals, '')
      .replaceAll(/general/gi, '')
      .replaceAll(/0[.0]*E[+-]/gi, ''),
  );
}

const epochMs = Date.UTC(1899, 11, 30);
const days1904 = 1462;
const daySeconds = 86_400;
const maxDay = 2_958_466;

/** The local time of a serial number in ISO format; null when Excel has no such day. */
export function toLocalTime(serial: number, from1904: boolean): string | null {
  const day = from1904 ? serial + days1904 : serial;
  if (!(day >= 0 && day < maxDay)) return null;
  return new Date(epochMs + Math.round(day * daySeconds) * 1000).toISOString().slice(0, 19);
}
