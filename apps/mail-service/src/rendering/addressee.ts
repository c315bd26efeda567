import type { MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';

/**
 * How a person is called: 姓 + 様, or the full name where no family name is known, for a name without a separator is
 * never split; in English the full name. Null when no name is known; blanks count as none.
 */
export function formatAddressee({ to, locale }: Pick<MailInput, 'to' | 'locale'>): string | null {
  const family = oneLine(to.familyName ?? '');
  const full = oneLine(to.fullName ?? '');
  if (locale === 'en') return full || family || null;
  const name = family || full;
  return name === '' ? null : `${name}様`;
}
