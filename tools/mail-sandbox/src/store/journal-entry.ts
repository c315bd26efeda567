import type { MailState, Provider, StoredMail } from '../mails/mail.ts';

/** The answer to an idempotency key, on the same line as its mails: a crash keeps both or neither. */
export type IdempotentAnswer = { key: string; bodyHash: string; answer: unknown };

export type BounceType = 'Permanent' | 'Transient';
/** An event of an accepted mail. `to` holds the bare addresses it concerns. */
export type RecordedEvent = {
  mail_id: string;
  provider: Provider;
  to: string[];
  event: MailState;
  bounce?: BounceType;
};

export const domainStatuses = ['verified', 'pending', 'failed'] as const;
export type DomainStatus = (typeof domainStatuses)[number];
export const suppressionOrigins = ['bounce', 'complaint', 'manual'] as const;
export type SuppressionOrigin = (typeof suppressionOrigins)[number];

/** One line of the journal. The names are the format on disk and must not change; unknown types are skipped. */
export type JournalEntry =
  | { type: 'accepted'; at: string; mails: StoredMail[]; answered: IdempotentAnswer | null }
  | { type: 'happened'; at: string; happenings: RecordedEvent[] }
  | { type: 'domain'; at: string; provider: Provider; name: string; status: DomainStatus }
  | { type: 'suppressed'; at: string; provider: Provider; emails: string[]; origin: SuppressionOrigin }
  | { type: 'unsuppressed'; at: string; provider: Provider; emails: string[]; origin: SuppressionOrigin | null }
  | { type: 'not_sent'; at: string; status_id: string; send_result: string };
