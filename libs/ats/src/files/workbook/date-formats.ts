/** Formats that Excel has by number (ECMA-376 18.8.30), those of the Japanese edition too. */
const ranges = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Text in quotes, escaped letters, colours and conditions say nothing of the kind of a format. */
const words = /"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]/gi;

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return ranges.some(([from, to]) => id >= from && id <= to);
  return /[ymdhsge]/i.test(
    code
      .replaceAll(words, '')
      .replaceAll(/general/gi, '')
      .replaceAll(/0[.0]*E[+-]/gi, ''),
  );
}

const epochMs = Date.UTC(1899, 11, 30);
const days1904 = 1462;
const dayS = 86_400;
const maxDay = 2_958_466;

/** The wall clock of a serial number, as local ISO time; null where Excel has no such day. */
export function serialTime(serial: number, from1904: boolean): string | null {
  const day = from1904 ? serial + days1904 : serial;
  if (!(day >= 0 && day < maxDay)) return null;
  return new Date(epochMs + Math.round(day * dayS) * 1000).toISOString().slice(0, 19);
}
