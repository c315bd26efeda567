import { z } from 'zod';
import {
  calendarDate,
  instant,
  locale,
  mailProvider,
  maxJobCategoryLength,
  maxJobNameLength,
  maxNameLength,
  stageKind,
} from '../public/shared.ts';
import { senderIdentity } from './company-settings.ts';

/**
 * `rejection` is the plain result notice; some are notes to a company's own recruiters. All others are
 * regulated (特定電子メール法): they need a basis, a complete sender identity and a way out, and at most one reaches a
 * person a day.
 */
export const mailKind = z.enum([
  'rejection',
  'rejection_relay',
  'relay_reminder',
  'first_follow_up',
  'second_follow_up',
  'approval_reminder',
  'introduction_request',
  'introduction_reminder',
  'introduction_notice',
  'introduction_follow_up',
]);
export type MailKind = z.infer<typeof mailKind>;
/** Written to a company's own recruiters: they have no page, and nothing of them is pooled. */
export const recruiterMailKind = mailKind.extract([
  'approval_reminder',
  'introduction_notice',
  'introduction_follow_up',
]);
export const isForRecruiters = (kind: MailKind): boolean => recruiterMailKind.safeParse(kind).success;
export const isRegulated = (kind: MailKind): boolean => kind !== 'rejection' && !isForRecruiters(kind);

/** What a case sends, to its candidate. */
export const caseMailKind = mailKind.exclude([
  ...recruiterMailKind.options,
  'introduction_request',
  'introduction_reminder',
]);
export type CaseMailKind = z.infer<typeof caseMailKind>;

/**
 * A mail that a company's own people ask for, to look at: it is nobody's regulated mail of the day, and its subject says
 * what it is. All else holds for it too.
 */
export const isTestKey = (key: string): boolean => key.startsWith('test:');

/**
 * Markdown with `{{variables}}`: what a company says in its own words inside the fixed frame. Kept as written, so that
 * the line and column of a fault are those that the writer sees.
 */
export const wordingText = z.object({
  subject: z.string().max(200).regex(/\S/, 'must not be blank'),
  body: z.string().max(20_000).regex(/\S/, 'must not be blank'),
});
export type WordingText = z.infer<typeof wordingText>;

export const skipReason = z.enum([
  'suppressed',
  'daily_limit',
  'sender_incomplete',
  'no_basis',
  'refused_by_provider',
  /** The provider gave no answer, and nobody could tell later whether it took the mail. */
  'unconfirmed',
  'no_address',
  /** A person of the company decided that it is not sent. */
  'cancelled',
]);
export type SkipReason = z.infer<typeof skipReason>;

/** 特定電子メール法 Art. 3(1): a consent (opt-in, no. 1), or an address that the person notified to the sender (no. 2). */
export const basisKind = z.enum(['address_notified', 'opt_in']);
export type BasisKind = z.infer<typeof basisKind>;

/** Art. 3(2) wants a consent provable: when, how, and by which text (SHA-256, hex). What is not known is null. */
export const optInProof = z.object({
  at: instant.nullable(),
  method: z.string().max(50).nullable(),
  textVersion: z.string().max(100).nullable(),
  textHash: z.string().max(128).nullable(),
});
export type OptInProof = z.infer<typeof optInProof>;

export const mailBasis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address_notified') }),
  z.object({ kind: z.literal('opt_in'), proof: optInProof }),
]);
export type MailBasis = z.infer<typeof mailBasis>;

/** That a mail names; of more the latest. */
export const maxJobNames = 20;

export const mailVariables = z.object({
  jobNames: z.array(z.string().max(maxJobNameLength)).max(maxJobNames),
  stage: stageKind,
  /** As the ATS calls it; null where it said none. Chooses the nearest wording. */
  jobCategory: z.string().max(maxJobCategoryLength).nullish(),
  /** The candidate's own page; GET changes nothing. */
  pageUrl: z.url(),
  /** RFC 8058 one-click target; only POST decides. Blank: there is none, and nothing regulated is sent. */
  unsubscribeUrl: z.union([z.url(), z.literal('')]),
  positions: z
    .array(z.object({ title: z.string().max(300), url: z.url().nullable() }))
    .max(20)
    .default([]),
  /** Of `approval_reminder` alone: how many mails wait for a person's yes. */
  waitingMails: z.number().int().min(0).optional(),
  /** Of the 12-month mail: the consent to the relay is about to end, or has ended; it may be given again. */
  relayAgain: z.boolean().optional(),
  /** Of the mails about an introduction: the company that asks for the person, and for what. */
  introduction: z
    .object({
      company: z.string().max(200),
      position: z.string().max(300),
      positionUrl: z.url({ protocol: /^https?$/ }).nullable(),
    })
    .optional(),
});
export type MailVariables = z.infer<typeof mailVariables>;

/** `POST /messages` of mail-service. `key` is unique for ever: a repeat answers the first result. */
export const messageRequest = z.object({
  key: z.string().min(1).max(255),
  company: z.uuid(),
  kind: mailKind,
  provider: mailProvider.default('resend'),
  /** A person's edit of this one mail; null: the company's wording, else the built-in one. */
  wording: wordingText.nullish(),
  to: z.object({
    email: z.email().max(254),
    familyName: z.string().max(maxNameLength).nullish(),
    /** Also put together of a family and a given name. */
    fullName: z
      .string()
      .max(2 * maxNameLength + 1)
      .nullish(),
  }),
  locale,
  sender: senderIdentity,
  basis: mailBasis.nullable().describe('null: none is known'),
  /** Today in Asia/Tokyo by the case's clock: the day that the limit of one regulated mail counts. */
  date: calendarDate,
  variables: mailVariables,
  /** Ids only, given back with the result: which rejections the mail answers. */
  rejectionIds: z.array(z.uuid()).max(1_000),
});
export type MessageRequest = z.infer<typeof messageRequest>;

/** The outcome of a key, the first for ever. `kind`, `date` and `rejectionIds` are those of the stored message. */
export const messageResult = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('sent'),
    id: z.string(),
    kind: mailKind,
    date: calendarDate,
    rejectionIds: z.array(z.uuid()),
    sentAt: instant,
  }),
  z.object({
    status: z.literal('skipped'),
    id: z.string(),
    kind: mailKind,
    date: calendarDate,
    rejectionIds: z.array(z.uuid()),
    reason: skipReason,
    /** What the law wants and was not there, as paths into the request; empty for other reasons. */
    missing: z.array(z.string()).default([]),
  }),
]);
export type MessageResult = z.infer<typeof messageResult>;

/** `POST /suppressions`: `regulated` stops regulated mails of one company, `all` stops every mail to the address. */
export const suppressionRequest = z.object({
  company: z.uuid(),
  email: z.email().max(254),
  scope: z.enum(['regulated', 'all']),
  reason: z.enum(['unsubscribed', 'bounced', 'complained', 'erased']),
});
export type SuppressionRequest = z.infer<typeof suppressionRequest>;

export const maxErasedHashes = 100;

/** `POST /erasures`: rendered mails to these addresses go, the hashes that suppress stay. All or none. Idempotent. */
export const erasureRequest = z.object({
  company: z.uuid(),
  /** Of every address that the person ever had. */
  personHashes: z.array(z.string().min(32).max(128)).min(1).max(maxErasedHashes),
});
export type ErasureRequest = z.infer<typeof erasureRequest>;

/** `POST MAIL_EVENTS_URL` of the gateway: what a provider said of a mail of a case, after it was sent. Idempotent. */
export const mailEvent = z.object({
  /** Of the message, as the case made it. */
  key: z.string().min(1).max(255),
  company: z.uuid(),
  messageId: z.uuid(),
  kind: z.enum(['bounced', 'complained']),
  occurredAt: instant,
});
export type MailEvent = z.infer<typeof mailEvent>;

/** `unknown`: nobody can be asked, or they gave no answer. */
export const domainState = z.enum(['verified', 'pending', 'failed', 'missing', 'unknown']);
export type DomainState = z.infer<typeof domainState>;

/** Whether mails may leave from a domain: SPF and DKIM by the provider, DMARC by the domain's own DNS. */
export const senderDomainView = z.object({
  provider: mailProvider,
  domain: z.string(),
  state: domainState,
  spf: domainState,
  dkim: domainState,
  dmarc: domainState,
  checked_at: instant,
});
export type SenderDomainView = z.infer<typeof senderDomainView>;
