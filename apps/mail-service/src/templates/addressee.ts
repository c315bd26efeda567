import type { Locale, MessageRequest } from '@goen/contracts';
import { oneLine } from './one-line.ts';

/** How a person is called: `line` opens the mail, `named` stands inside a sentence and is null when no name is known. */
export type Addressee = { line: string; named: string | null };

/** 姓 + 様; the full name where no family name is known, for a name without a separator is never split. */
export function addresseeOf(to: MessageRequest['to'], locale: Locale): Addressee {
  const family = nameOf(to.familyName);
  const full = nameOf(to.fullName);
  if (locale === 'en') {
    const name = full ?? family;
    return { line: name ? `Dear ${name},` : 'Dear applicant,', named: name };
  }
  const name = family ?? full;
  return name ? { line: `${name}様`, named: `${name}様` } : { line: 'ご応募者様', named: null };
}

/** Blanks count as none. */
function nameOf(name: string | null | undefined): string | null {
  const clean = oneLine(name ?? '');
  return clean === '' ? null : clean;
}
