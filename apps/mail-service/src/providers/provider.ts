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

export type SendOutcome =
  | { kind: 'accepted'; providerId: string }
  /** For good, whatever is tried again. */
  | { kind: 'refused'; code: string }
  /** Try again. `mayBeSent`: the provider may have taken the mail although it did not say so. */
  | { kind: 'passing'; code: string; mayBeSent: boolean; retryAfterMs?: number }
  /** Our key or address of the provider is wrong: no fault of the mail, and no retry helps until it is mended. */
  | { kind: 'misconfigured'; code: string };

export type FindOutcome =
  | { kind: 'found'; providerId: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; code: string };

/** One provider a file behind this interface. */
export type MailProvider = {
  name: string;
  /** How long a repeat of `key` is recognised and sends nothing. */
  remembersKeysMs: number;
  send(mail: RenderedMail, key: string): Promise<SendOutcome>;
  /** Looks for a mail that may have been accepted at or after `since`. */
  find(mail: RenderedMail, messageId: string, since: Date): Promise<FindOutcome>;
};
