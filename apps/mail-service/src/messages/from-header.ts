import type { SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { readDomain } from '@goen/service-kit';
import { readSenderNames } from '../rendering/sender-names.ts';

/**
 * `"社名 採用チーム" <address>` (RFC 5322 quoted-string), the name alone without a signature that differs from it. One
 * line, so that a name can't inject another header.
 */
export function fromHeader(sender: SenderIdentity, locale: Locale): string {
  const { fromAddress } = sender;
  const { company, signature } = readSenderNames(sender, locale);
  const isSigned = (locale === 'en' ? sender.englishSignature : sender.signature) !== undefined;
  const displayName = company !== '' && isSigned && signature !== company ? `${company} ${signature}` : company;
  return displayName === ''
    ? fromAddress
    : `"${displayName.replace(/["\\]/g, (char) => `\\${char}`)}" <${fromAddress}>`;
}

/** The domain of a header that `fromHeader` made. */
export const readFromDomain = (from: string): string => readDomain(from.replace(/>$/, ''));
