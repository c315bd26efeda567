import type { MailEvent, Provider, StoredMail } from './mail.ts';

/** What a key was answered, kept with the mails in one line: a crash keeps both or none. */
export type Answered = { key: string; bodyHash: string; answer: unknown };

export type BounceType = 'Permanent' | 'Transient';
/** Something that befell a mail after its acceptance. `to` are the bare addresses that it concerns. */
export type MailHappening = {
  mail_id: string;
  provider: Provider;
  to: string[];
  event: MailEvent;
  bounce?: BounceType;
};

export type DomainStatus = 'verified' | 'pending' | 'failed';
export type SuppressionOrigin = 'bounce' | 'complaint' | 'manual';

/** A line of the journal; one of a type that this version does not know is skipped. */
export type Entry =
  | { type: 'accepted'; at: string; mails: StoredMail[]; answered: Answered | null }
  | { type: 'happened'; at: string; happenings: MailHappening[] }
  | { type: 'domain'; at: string; provider: Provider; name: string; status: DomainStatus }
  | { type: 'suppressed'; at: string; provider: Provider; emails: string[]; origin: SuppressionOrigin }
  | { type: 'unsuppressed'; at: string; provider: Provider; emails: string[]; origin: SuppressionOrigin | null }
  | { type: 'not_sent'; at: string; status_id: string; send_result: string };
