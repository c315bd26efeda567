import type { MailState, StoredMail } from '../mails/mail.ts';
import type { BounceType, SuppressionOrigin } from '../store/journal-entry.ts';
import type { WebhookProvider } from './webhook-options.ts';

/** The events that providers report, by Resend's names; each provider's webhook maps them to its own. */
export const webhookEvents = ['sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed'] as const;
export type WebhookEvent = (typeof webhookEvents)[number] & MailState;

/** Deliveries wait in memory, so they carry no bodies; no provider's event contains them. */
export type MailWithoutBodies = Omit<StoredMail, 'html' | 'text'>;
type DeliveryAttempt = { at: string; outcome: string };
/** One event for the customer's webhook. The id stays the same over all attempts, so that the receiver can dedupe. */
export type WebhookDelivery = {
  id: string;
  provider: WebhookProvider;
  mail: MailWithoutBodies;
  event: WebhookEvent;
  /** Only meaningful for `bounced`. */
  bounce: BounceType;
  /** Only meaningful for `suppressed`. */
  suppressedBy: SuppressionOrigin;
  occurredAt: string;
  attempts: DeliveryAttempt[];
  /** `taken`: the receiver answered 2xx. */
  state: 'waiting' | 'taken' | 'given_up';
};

/** The receiving server's answer to a bounced mail: enhanced status code and reply line. */
export const smtpReply = (bounce: BounceType) =>
  bounce === 'Permanent'
    ? { status: '5.1.1', response: '550 5.1.1 The email account that you tried to reach does not exist.' }
    : { status: '4.2.2', response: '452 4.2.2 The mailbox is full.' };
