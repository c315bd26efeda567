import type { Locale, MailVariables, SenderIdentity } from '@goen/contracts';
import type { Addressee } from './addressee.ts';

/** What a template knows. `basis` words the sentence that says why the person gets the mail. */
export type TemplateInput = {
  locale: Locale;
  addressee: Addressee;
  sender: SenderIdentity;
  basis: 'address_notified' | 'opt_in' | null;
  variables: MailVariables;
};

/** A mail as words; HTML and text are both made from it, so that neither says more than the other. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'list'; items: { text: string; url?: string | null }[] }
  | { kind: 'button'; label: string; url: string };

export type MailContent = { subject: string; preview: string; blocks: Block[] };
export type Template = (input: TemplateInput) => MailContent;

export const bulletOf = (locale: Locale) => (locale === 'ja' ? '・' : '• ');

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const heading = (text: string): Block => ({ kind: 'heading', text });
export const list = (...items: string[]): Block => ({ kind: 'list', items: items.map((text) => ({ text })) });
export const button = (label: string, url: string): Block => ({ kind: 'button', label, url });
