import type { DomainState } from '@goen/contracts/internal';
import type { MailProviderName } from '@goen/contracts/public';

/** A mail as it is persisted before the first send, and as it is sent on every try. */
export type RenderedMail = {
  from: string;
  to: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  /** ASCII letters, digits, `_` and `-` only. `message_id` finds the mail again. */
  tags: { name: string; value: string }[];
};
export type OutgoingMail = { messageId: string; mail: RenderedMail };

/** What became of one mail of a request. `refused` is for good, whatever is tried again. */
export type MailOutcome = { kind: 'accepted'; providerId: string } | { kind: 'refused'; code: string };

export type SendOutcome =
  /** One outcome a mail, in the order of the request. */
  | { kind: 'done'; outcomes: readonly MailOutcome[] }
  /** The request as a whole, for good: at least one of its mails is bad, and none was taken. */
  | { kind: 'refused'; code: string }
  /** Try again. `mayBeSent`: the provider may have taken the mails although it did not say so. */
  | { kind: 'passing'; code: string; mayBeSent: boolean; retryAfterMs?: number }
  /**
   * Our key or address of the provider is wrong, or a sender's domain is (`bySender`): no fault of the mail, and no
   * retry helps until it is mended. None was taken.
   */
  | { kind: 'misconfigured'; code: string; bySender?: boolean };

export type LookupOutcome =
  | { kind: 'found'; providerId: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string };

export type DomainReport = { state: DomainState; spf: DomainState; dkim: DomainState };
export const unknownDomain: DomainReport = { state: 'unknown', spf: 'unknown', dkim: 'unknown' };

/** An address that the provider itself sends nothing to. */
export type ListedSuppression = { email: string; reason: 'bounced' | 'complained' };

/** Runs a request at the next moment at which the account takes one. Throws when that is far away. */
export type RateLimiter = <T>(request: () => Promise<T>) => Promise<T>;

/** One provider a file behind this interface. What a provider can't be asked for is left out. */
export type MailProvider = {
  name: MailProviderName;
  /** Mails a request. */
  maxBatch: number;
  /** The account's limit, over all instances of the service. */
  requestsPerSecond: number;
  /** How long a repeat of a key with the same mails is recognised and sends nothing. 0: never. */
  idempotencyWindowMs: number;
  send(mails: readonly OutgoingMail[], key: string): Promise<SendOutcome>;
  /** Looks for mails that may have been accepted at or after `since`; one outcome each, in their order. */
  find?(mails: readonly OutgoingMail[], since: Date, rateLimit: RateLimiter): Promise<LookupOutcome[]>;
  /** Whether the account may send from the domain. */
  domain?(name: string, rateLimit: RateLimiter): Promise<DomainReport>;
  /** The provider's own list by pages, newest first. Throws when it can't be read. */
  suppressions?(rateLimit: RateLimiter): AsyncIterable<ListedSuppression[]>;
  close?(): void;
};
