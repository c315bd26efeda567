import type { SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { oneLine } from './one-line.ts';

/** Who a mail is from, in its language. */
export type SenderNames = {
  readonly company: string;
  /** The person or department that signs for the company; never empty. */
  readonly signature: string;
  /** For the footer: the registered name too when the mail uses another (特定電子メール法 Art. 4 no. 1). */
  readonly legal: string;
};

const defaultSignature: Readonly<Record<Locale, string>> = { ja: '採用担当', en: 'The recruiting team' };

export function readSenderNames(sender: SenderIdentity, locale: Locale): SenderNames {
  const read = (text: string | undefined): string => oneLine(text ?? '');
  const registered = read(sender.name);
  const company = (locale === 'en' && read(sender.englishName)) || registered;
  const signature = read(locale === 'en' ? sender.englishSignature : sender.signature) || defaultSignature[locale];
  return { company, signature, legal: company === registered ? registered : `${company} (${registered})` };
}
