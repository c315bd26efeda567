import { toBareName, toName } from '@goen/contracts/text';
import type { MailInput } from './mail-input.ts';
import { oneLine } from './one-line.ts';

/**
 * 姓 + 様, or the full name + 様 when no family name is known (a name without a separator is never split); in English
 * the full name. Null when no name is known; placeholders count as unknown.
 */
export function formatAddressee({ to, locale }: Pick<MailInput, 'to' | 'locale'>): string | null {
  const familyName = readName(to.familyName);
  const fullName = readName(to.fullName);
  if (locale === 'en') return fullName || familyName || null;
  const name = familyName || fullName;
  return name === '' ? null : `${name}様`;
}

const readName = (name: string | null | undefined): string => toName(toBareName(oneLine(toName(name) ?? ''))) ?? '';
