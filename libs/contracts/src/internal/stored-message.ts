import { z } from 'zod';
import { mailKind } from '../public/mail-kind.ts';
import { messageFailure, messageState, messageWaiting } from '../public/message.ts';
import { calendarDate, inputInstant, instant, locale, mailProvider, pageLimit } from '../public/shared.ts';
import { skipReason } from './mail.ts';

/** How many hashed addresses of one person a list can be asked for. */
export const maxListedHashes = 50;

/** `GET /messages` of mail-service: the mails of one company, the newest first. Times are those of their creation. */
export const storedMessageQuery = z.strictObject({
  company: z.uuid(),
  /** Hashes of the addresses of one person, separated by commas. */
  personHashes: z
    .string()
    .max(maxListedHashes * 130)
    .optional(),
  kind: mailKind.optional(),
  state: messageState.optional(),
  from: inputInstant.optional(),
  before: inputInstant.optional(),
  limit: pageLimit,
  cursor: z.string().optional(),
});

/** A mail as mail-service keeps it, without its address and content. */
export const storedMessage = z.object({
  id: z.uuid(),
  key: z.string(),
  company: z.uuid(),
  kind: mailKind,
  regulated: z.boolean(),
  locale,
  date: calendarDate,
  rejectionIds: z.array(z.string()),
  state: messageState,
  /** When `state` began. */
  stateSince: instant,
  skipReason: skipReason.nullable(),
  /** What the law requires and was missing. */
  missing: z.array(z.string()),
  /** The provider's code for a refusal. */
  failure: messageFailure.nullable(),
  waiting: messageWaiting.nullable(),
  provider: mailProvider,
  wordingVersion: z.string().nullable(),
  createdAt: instant,
  firstTriedAt: instant.nullable(),
  sentAt: instant.nullable(),
});
export type StoredMessage = z.infer<typeof storedMessage>;
export const storedMessagePage = z.object({ items: z.array(storedMessage), next: z.string().nullable() });

/** `GET /messages/{id}`: with its content until that is purged, and every state that it went through. */
export const storedMessageDetail = storedMessage.extend({
  history: z.array(z.object({ state: messageState, at: instant })),
  content: z
    .object({
      from: z.string(),
      to: z.string(),
      replyTo: z.string().nullable(),
      subject: z.string(),
      html: z.string(),
      text: z.string(),
    })
    .nullable(),
  /** Why it bounced or failed, in the provider's own words; kept as long as the content. */
  providerText: z.string().nullable().default(null),
  /** When the content is purged; null: it is gone, or the mail has no final state yet. */
  contentUntil: instant.nullable(),
});
export type StoredMessageDetail = z.infer<typeof storedMessageDetail>;
