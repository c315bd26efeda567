import type { MailVariables } from '@goen/contracts';
import type { TemplateInput } from './content.ts';
import { oneLine } from './one-line.ts';

/** Sentences and parts of sentences that several mails share. */

/** `選考結果のご連絡【社名】` */
export const subjectFor = (words: string, { sender }: TemplateInput) =>
  sender.name ? `${words}【${sender.name}】` : words;
export const englishSubject = (words: string, { sender }: TemplateInput) =>
  sender.name ? `${words} – ${sender.name}` : words;

export const introduction = ({ sender }: TemplateInput) =>
  sender.name ? `${sender.name} 採用担当です。` : '採用担当です。';

const jobNames = (variables: MailVariables) => variables.jobNames.map(oneLine).filter((name) => name !== '');

/** 「A」「B」, or null when the report named no job. */
export function jobs({ variables }: TemplateInput): string | null {
  const names = jobNames(variables);
  return names.length === 0 ? null : names.map((name) => `「${name}」`).join('');
}

export function englishJobs({ variables }: TemplateInput): string | null {
  const names = jobNames(variables);
  return names.length === 0 ? null : new Intl.ListFormat('en').format(names);
}

export const hasSeveralJobs = ({ variables }: TemplateInput) => jobNames(variables).length > 1;

/** Replies are read only where the company said so; else its contact is named. */
export const howToAnswer = ({ sender }: TemplateInput) =>
  sender.replyTo ? 'このメールへのご返信' : `お問い合わせ先（${sender.contact}）へのご連絡`;
export const englishHowToAnswer = ({ sender }: TemplateInput) =>
  sender.replyTo ? 'simply reply to this email' : `contact us at ${sender.contact}`;
