import { z } from 'zod';
import { readDate } from './files/read-date.ts';

const withOffset = z.iso.datetime({ offset: true });

/**
 * A vendor's time as RFC 3339: without an offset it is Tokyo's, and a date alone is midnight there. What cannot be read
 * stays as it is, for validation to refuse.
 */
export function toTokyoTime(text: string): string {
  if (withOffset.safeParse(text).success) return text;
  const date = readDate(text);
  return 'instant' in date ? date.instant : text;
}
