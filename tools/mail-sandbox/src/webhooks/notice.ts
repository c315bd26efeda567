import type { BounceType, SuppressionOrigin } from '../mails/entry.ts';
import type { MailEvent, StoredMail } from '../mails/mail.ts';
import type { WebhookProvider } from './webhook-options.ts';

/** The events that a provider tells; the names are Resend's, each provider has its own for them. */
export const noticeEvents = ['sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed'] as const;
export type NoticeEvent = (typeof noticeEvents)[number] & MailEvent;

/** A mail without its bodies: events tell none, and many wait in memory. */
export type ToldMail = Omit<StoredMail, 'html' | 'text'>;
export type Attempt = { at: string; outcome: string };
/** One event on its way to the customer. Its id stays through all attempts, so that it can be known again. */
export type Notice = {
  id: string;
  provider: WebhookProvider;
  mail: ToldMail;
  event: NoticeEvent;
  /** Permanent unless told otherwise. */
  bounce: BounceType;
  /** Why a suppressed mail was. */
  suppressedBy: SuppressionOrigin;
  at: string;
  attempts: Attempt[];
  state: 'waiting' | 'taken' | 'given_up';
};

/** SMTP's words for why a mail came back. */
export const diagnosis = (bounce: BounceType) =>
  bounce === 'Permanent'
    ? { status: '5.1.1', response: '550 5.1.1 The email account that you tried to reach does not exist.' }
    : { status: '4.2.2', response: '452 4.2.2 The mailbox is full.' };
