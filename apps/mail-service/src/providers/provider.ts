import type { DnsRecord, DomainState } from '@goen/contracts/internal';
import type { MailProviderName } from '@goen/contracts/public';

/** A mail as it is stored before the first attempt, and as every attempt sends it. */
export type RenderedMail = {
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  /** ASCII letters, digits, `_` and `-` only. `message_id` identifies the mail at the provider. */
  tags: { name: string; value: string }[];
};
export type OutgoingMail = { messageId: string; mail: RenderedMail };

/** `refused` is final: no retry can succeed. */
export type MailOutcome = { kind: 'accepted'; providerId: string } | { kind: 'refused'; code: string };

export type SendOutcome =
  /** One outcome per mail, in the order of the request. */
  | { kind: 'done'; outcomes: readonly MailOutcome[] }
  /** The whole request, finally: at least one of its mails is bad, and none was accepted. */
  | { kind: 'refused'; code: string }
  /** Retry. `mayBeSent`: the provider may have accepted the mails although it did not say so. */
  | { kind: 'transient'; code: string; mayBeSent: boolean; retryAfterMs?: number }
  /**
   * Our key or the provider's address is wrong, or a sender's domain is (`isSenderAtFault`). The mail is fine, but no
   * retry helps until someone fixes it. None was accepted.
   */
  | { kind: 'misconfigured'; code: string; isSenderAtFault?: boolean };

export type LookupOutcome =
  | { kind: 'found'; providerId: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string };

export type DomainReport = {
  state: DomainState;
  spf: DomainState;
  dkim: DomainState;
  /** What the provider wants to see in the DNS of the domain. */
  records?: readonly DnsRecord[];
};
export const unknownDomain: DomainReport = { state: 'unknown', spf: 'unknown', dkim: 'unknown' };
export const missingDomain: DomainReport = { state: 'missing', spf: 'missing', dkim: 'missing' };

/** An address that the provider itself refuses to send to. */
export type ListedSuppression = { email: string; reason: 'bounced' | 'complained' };

/** Runs a request as soon as the account's rate limit allows. Throws when that takes too long. */
export type RateLimiter = <T>(request: () => Promise<T>) => Promise<T>;

/** One provider. Optional members are what some providers cannot answer. */
export type MailProvider = {
  name: MailProviderName;
  /** Mails per request. */
  maxBatch: number;
  /** The account's limit, over all instances of the service. */
  requestsPerSecond: number;
  /** How long a repeat of a key with the same mails is recognised and sends nothing. 0: never. */
  idempotencyWindowMs: number;
  send(mails: readonly OutgoingMail[], key: string): Promise<SendOutcome>;
  /** Looks up mails that may have been accepted at or after `since`; one outcome each, in their order. */
  findMails?(mails: readonly OutgoingMail[], since: Date, rateLimit: RateLimiter): Promise<LookupOutcome[]>;
  /** Whether the account may send from the domain. */
  checkDomain?(name: string, rateLimit: RateLimiter): Promise<DomainReport>;
  /** The provider's own list, page by page, newest first. Throws when it can't be read. */
  listSuppressions?(rateLimit: RateLimiter): AsyncIterable<ListedSuppression[]>;
  close?(): void;
};
