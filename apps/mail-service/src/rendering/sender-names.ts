import type { SenderIdentity } from '@goen/contracts/internal';
import type { Locale } from '@goen/contracts/public';
import { oneLine } from './one-line.ts';

/** Who a mail is from, in its language. */
export type SenderNames = {
  readonly company: string;
  /** The person or department that signs for the company; never empty. */
  readonly signature: string;
  /** In the language of the mail, when the company has it. */
  readonly postalAddress: string;
  /** For the footer: the registered name too when the mail uses another (特定電子メール法 Art. 4 no. 1). */
  readonly legal: string;
};

const defaultSignature: Readonly<Record<Locale, string>> = { ja: '採用担当', en: 'The recruiting team' };

export function readSenderNames(sender: SenderIdentity, locale: Locale): SenderNames {
  const read = (text: string | undefined): string => oneLine(text ?? '');
  const registered = read(sender.name);
  const company = (locale === 'en' && read(sender.englishName)) || registered;
  const postalAddress = (locale === 'en' && read(sender.englishPostalAddress)) || read(sender.postalAddress);
  const legal = company === registered ? registered : `${company} (${registered})`;
  return { company, signature: readSignature(sender, locale), postalAddress, legal };
}

/** 人事部 採用担当, The recruiting team, Human Resources: with the department, if it is set. */
function readSignature(sender: SenderIdentity, locale: Locale): string {
  const isEnglish = locale === 'en';
  const signature = oneLine((isEnglish ? sender.englishSignature : sender.signature) ?? '') || defaultSignature[locale];
  const department = oneLine((isEnglish ? sender.englishDepartment : sender.department) ?? '');
  if (department === '') return signature;
  return isEnglish ? `${signature}, ${department}` : `${department} ${signature}`;
}
