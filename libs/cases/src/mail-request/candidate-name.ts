import type { Candidate } from '@goen/case-store';
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

/** How a mail names the candidate. */
export const toAddressee = (candidate: Named) => ({
  familyName: toName(candidate.familyName),
  fullName: formatFullName(candidate),
});
