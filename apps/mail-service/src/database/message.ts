import { basisKind, type MailKind, type OptInProof, type SkipReason, skipReason } from '@goen/contracts/internal';
import {
  type Locale,
  locale as locales,
  type MailProviderName,
  mailKind,
  mailProvider,
  messageStates,
  type WaitingReason,
  waitingReasons,
} from '@goen/contracts/public';
import { type BasisKind } from '@goen/contracts/workflow';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/**
 * A `skipped` mail was not sent. From `sent` on, the provider's reports advance the state, never back: see
 * `providers/provider-report.ts`.
 */
export type MessageState = (typeof messageStates)[number];

const MessageSchema = defineEntity({
  name: 'Message',
  tableName: 'message',
  properties: {
    id: p.uuid().primary(),
    /** The caller’s key, unique for as long as the row is kept. */
    key: p.text(),
    inputsHash: p.text(),
    companyId: p.uuid(),
    personHash: p.text(),
    kind: p.enum(mailKind.options).$type<MailKind>(),
    regulated: p.boolean(),
    locale: p.enum(locales.options).$type<Locale>(),
    date: p.date(),
    rejectionIds: p.array(),
    /** The legal basis and its proof (特定電子メール法 Art. 3); null: not regulated, or no basis was known. */
    basis: p.enum(basisKind.options).$type<BasisKind>().nullable(),
    basisProof: p.json<OptInProof>().nullable(),
    /** What the law requires and was missing, when the mail was skipped for that. */
    missing: p.array().nullable(),
    /** The exact wording: `wording:<id>`, `edit:<hash>` or `builtin:…`; null when nothing was composed. */
    wordingVersion: p.text().nullable(),
    state: p.enum(messageStates).$type<MessageState>(),
    skipReason: p.enum(skipReason.options).$type<SkipReason>().nullable(),
    /** The provider's code for a refusal. */
    failure: p.text().nullable(),
    /** Why the last attempt at a queued mail did not send it. */
    waitingReason: p.enum(waitingReasons).$type<WaitingReason>().nullable(),
    waitingSince: p.datetime().nullable(),
    provider: p.enum(mailProvider.options).$type<MailProviderName>(),
    providerId: p.text().nullable(),
    /** The mail with its addresses, encrypted; null once it was purged or erased, or when nothing was composed. */
    rendered: p.blob().nullable(),
    /** The provider's own words about a bounce or failure, encrypted, and kept as long as the mail. */
    providerText: p.blob().nullable(),
    createdAt: p.datetime(),
    firstTriedAt: p.datetime().nullable(),
    /** Start of the first attempt with an unknown outcome: since then the mail may be out. */
    maybeSentSince: p.datetime().nullable(),
    /** The latest request to the provider that carried it. */
    batchId: p.uuid().nullable(),
    /** Until then one process owns the sending. */
    leaseUntil: p.datetime().nullable(),
    sentAt: p.datetime().nullable(),
    /** When `state` last changed to one that is not `queued`. */
    finishedAt: p.datetime().nullable(),
  },
});

export class Message extends MessageSchema.class {}
MessageSchema.setClass(Message);
export type MessageRow = InferEntity<typeof MessageSchema>;
