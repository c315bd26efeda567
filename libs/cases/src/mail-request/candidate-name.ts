import type { Candidate } from '@goen/case-store';
import type { Locale } from '@goen/contracts/public';
import { toName } from '@goen/contracts/text';

type Named = Pick<Candidate, 'fullName' | 'familyName' | 'givenName' | 'locale'>;

/**
 * The full name as reported, else its parts in the order of the candidate's language. Placeholders, which rows of earlier
 * versions have, are no names.
 */
export function formatFullName({ fullName, familyName, givenName, locale }: Named): string | null {
  const whole = toName(fullName);
  if (whole !== null) return whole;
  const parts = (locale === 'en' ? [givenName, familyName] : [familyName, givenName]).map(toName);
  return parts.filter((part) => part !== null).join(' ') || null;
}

const isLatin = (name: string | null | undefined): boolean => !name || /^[\p{Script=Latin}\p{P}\p{M}\s]*$/u.test(name);

/** How a mail in this language names the candidate: an English one Chloé Martin, also if her own language is not known. */
export function toAddressee(candidate: Named, language: Locale) {
  const { familyName, givenName } = candidate;
  const locale = candidate.locale ?? (isLatin(familyName) && isLatin(givenName) ? language : null);
  return { familyName: toName(familyName), fullName: formatFullName({ ...candidate, locale }) };
}
