/**
 * Twelve months before (-1) or after (1) a date `YYYY-MM-DD`, clamped to the month's end: 29 February becomes the 28th,
 * since no leap year follows another.
 */
export function twelveMonthsFrom(date: string, direction: -1 | 1): string {
  const year = String(Number(date.slice(0, 4)) + direction).padStart(4, '0');
  const day = date.slice(4);
  return `${year}${day === '-02-29' ? '-02-28' : day}`;
}
