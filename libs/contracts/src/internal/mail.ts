import { z } from 'zod';
import { mailKind } from '../public/mail-kind.ts';
import { maxWhatIsNewLength } from '../public/re-invitation.ts';
import {
  anyAddress,
  calendarDate,
  inputInstant,
  instant,
  locale,
  mailProvider,
  maxJobCategoryLength,
  maxJobNameLength,
  maxNameLength,
  stageKind,
} from '../public/shared.ts';
import { removeSuppressionV1 } from '../public/suppression.ts';
import { wordingText } from '../public/wording-api.ts';
import { workingConditions } from '../public/working-conditions.ts';
import { basisKinds } from '../workflow/company-settings.ts';
import { skipReasons } from '../workflow/mail.ts';
import { senderIdentity } from './company-settings.ts';

export type { CaseMailKind, MailKind, SkipReason } from '../workflow/mail.ts';

/**
 * Test mails that members send to themselves. They do not count towards the limit of one regulated mail a day, and
 * their subject marks them as tests; all other rules apply.
 */
export const isTestKey = (key: string): boolean => key.startsWith('test:');

export const skipReason = z.enum(skipReasons);
export const basisKind = z.enum(basisKinds);

/** 特定電子メール法 Art. 3(2): proof of a consent, with the SHA-256 (hex) of the text shown. Unknown parts are null. */
export const optInProof = z.strictObject({
  at: inputInstant.nullable(),
  method: z.string().max(50).nullable(),
  textVersion: z.string().max(100).nullable(),
  textHash: z.string().max(128).nullable(),
});
export type OptInProof = z.infer<typeof optInProof>;

export const mailBasis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('address_notified') }),
  z.strictObject({ kind: z.literal('opt_in'), proof: optInProof }),
]);
export type MailBasis = z.infer<typeof mailBasis>;

/** Of one rejection; a mail about several carries at most two such texts. */
export const maxNoteLength = 1_000;

/** Phrases and a member's own words. */
const maxFeedbackLength = 8_000;

/** How many jobs a mail names: the latest ones. */
export const maxJobNames = 20;

export const mailVariables = z.strictObject({
  jobNames: z.array(z.string().max(maxJobNameLength)).max(maxJobNames),
  stage: stageKind,
  /** As the ATS calls it; null when it reported none. Selects the most specific wording. */
  jobCategory: z.string().max(maxJobCategoryLength).nullish(),
  /** The candidate's own page; GET changes nothing. */
  pageUrl: z.url(),
  /** RFC 8058 one-click target; only POST changes anything. Empty: there is none, so nothing regulated is sent. */
  unsubscribeUrl: z.union([z.url(), z.literal('')]),
  positions: z
    .array(z.strictObject({ title: z.string().max(300), url: z.url().nullable() }))
    .max(20)
    .default([]),
  /** For `approval_reminder` only: how many mails await approval. */
  waitingMails: z.number().int().min(0).optional(),
  /** For `address_reminder` only: how many shared addresses await a decision. */
  sharedAddresses: z.number().int().min(0).optional(),
  /** For the 12-month mail: the relay consent is about to expire or has expired, and can be given again. */
  relayAgain: z.boolean().optional(),
  /** Whether and until when the person's details are kept; not given: the company has not stated on what basis. */
  keeping: z
    .strictObject({
      kind: z.enum(['kept', 'result_only']),
      /** Null for `result_only`: it counts from this mail. */
      until: calendarDate.nullable(),
      notice: z.strictObject({ version: z.string().max(100), link: z.string().max(2_000).nullable() }).nullable(),
    })
    .optional(),
  /** From when the person may apply again; `from` null: at any time. Not given: the company says nothing about it. */
  reapplication: z.strictObject({ from: calendarDate.nullable() }).optional(),
  /** What a recruiter wrote to this person. */
  personalNote: z
    .string()
    .max(2 * maxNoteLength)
    .optional(),
  /** For `feedback_answer`: what the company answers. */
  feedback: z.string().max(maxFeedbackLength).optional(),
  /** For `feedback_reminder` only: how many requests for feedback are due. */
  feedbackRequests: z.number().int().min(0).optional(),
  /** For `member_news`: how many of each there are since the last one. */
  news: z
    .strictObject({
      acceptances: z.number().int().min(0),
      interests: z.number().int().min(0),
      failures: z.number().int().min(0),
      corrections: z.number().int().min(0).optional(),
    })
    .optional(),
  /** For `complaint_notice` only: how many complaints the operator has not answered. */
  unansweredComplaints: z.number().int().min(0).optional(),
  /** For mails about an introduction: the receiving company and its position. */
  introduction: z
    .strictObject({
      company: z.string().max(200),
      position: z.string().max(300),
      positionUrl: z.url({ protocol: /^https?$/ }).nullable(),
      /** The last day on which the candidate can answer. */
      answerBy: calendarDate.optional(),
      /** What the candidate must be told before an introduction (職業安定法 Art. 5-3). */
      conditions: workingConditions.nullish(),
    })
    .optional(),
  /** For mails about an opening to a former candidate. `appliedOn`: the date of the earlier application, if it is known. */
  opening: z
    .strictObject({
      position: z.string().max(300),
      whatIsNew: z.string().max(maxWhatIsNewLength),
      appliedOn: calendarDate.nullable(),
    })
    .optional(),
  /** For mails to the owner of an interest: how many are unanswered, and until when this one is to be. */
  interests: z.strictObject({ unanswered: z.number().int().min(0), dueOn: calendarDate }).optional(),
});
export type MailVariables = z.infer<typeof mailVariables>;

/** `POST /messages` of mail-service. `key` is permanently unique: a repeat returns the first result. */
export const messageRequest = z.strictObject({
  key: z.string().min(1).max(255),
  company: z.uuid(),
  kind: mailKind,
  provider: mailProvider.default('resend'),
  /** A member's edit of this one mail; null: the company's wording, else the built-in one. */
  wording: wordingText.strict().nullish(),
  to: z.strictObject({
    /** Skipped as `no_address` when no mail system takes it. */
    email: anyAddress,
    familyName: z.string().max(maxNameLength).nullish(),
    /** May be composed of a family and a given name. */
    fullName: z
      .string()
      .max(2 * maxNameLength + 1)
      .nullish(),
  }),
  /** Of the mail that a member approved, as its preview said: any other one is refused as `mail_changed`. */
  approvedDigest: z.string().max(64).nullish(),
  locale,
  sender: senderIdentity.strict(),
  basis: mailBasis.nullable().describe('null: no basis is known'),
  /** Today in Asia/Tokyo by the case's clock: the day on which the limit of one regulated mail per company and person is counted. */
  date: calendarDate,
  variables: mailVariables,
  /** Which rejections the mail is about; returned with the result. */
  rejectionIds: z.array(z.uuid()).max(1_000),
});
export type MessageRequest = z.infer<typeof messageRequest>;

export const maxDigests = 100;
/** `POST /messages/digests` of mail-service: whether approved mails are still what was approved. */
export const digestRequest = z.strictObject({ messages: z.array(messageRequest).min(1).max(maxDigests) });
export const messageDigests = z.object({
  digests: z.array(z.string().nullable()).describe('one per message, in order; null: it cannot be rendered'),
});

/** The first result of a key, returned for every repeat. `kind`, `date` and `rejectionIds` are those of the stored message. */
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
    /** What the law requires and the request lacks, as paths into it; empty for other reasons. */
    missing: z.array(z.string()).default([]),
  }),
]);
export type MessageResult = z.infer<typeof messageResult>;

/** `POST /suppressions`: `regulated` stops regulated mails of one company, `all` stops every mail to the address. */
export const suppressionRequest = z
  .strictObject({
    company: z.uuid(),
    email: anyAddress,
    scope: z.enum(['regulated', 'all']),
    reason: z.enum(['unsubscribed', 'bounced', 'complained', 'erased']),
    /** When the person decided; now, if left out. A consent from later lifts it for the mails that the consent names. */
    at: inputInstant.optional(),
  })
  .refine(({ scope, reason }) => scope === 'regulated' || reason === 'bounced' || reason === 'complained', {
    path: ['reason'],
    error: 'Only a bounce or a complaint stops the mails of every company.',
  });
export type SuppressionRequest = z.infer<typeof suppressionRequest>;

/** `POST /suppressions/imports`: a company's own list. It stops that company's regulated mails. */
export const suppressionImport = z.object({
  company: z.uuid(),
  emails: z.array(anyAddress).min(1).max(10_000),
});
export type SuppressionImport = z.infer<typeof suppressionImport>;

/** `POST /suppressions/removals`. `removedBy`: by the caller's name for them. */
export const suppressionRemoval = removeSuppressionV1.extend({
  company: z.uuid(),
  removedBy: z.string().trim().min(1).max(200),
});
export type SuppressionRemovalRequest = z.infer<typeof suppressionRemoval>;

export const maxErasedHashes = 100;

/** `POST /erasures`: deletes rendered mails to these addresses, and suppresses them. All or none. Idempotent. */
export const erasureRequest = z.strictObject({
  company: z.uuid(),
  /** Of every address the person has ever had. */
  personHashes: z.array(z.string().min(32).max(128)).min(1).max(maxErasedHashes),
  /** false: nobody asked for it, so the addresses may be mailed again; left out: true. */
  suppress: z.boolean().optional(),
});
export type ErasureRequest = z.input<typeof erasureRequest>;

/** `POST MAIL_EVENTS_URL` of the gateway: what a provider reported about a sent mail of a case. Idempotent. */
export const mailEvent = z.object({
  /** The message's key, as the case built it. */
  key: z.string().min(1).max(255),
  company: z.uuid(),
  messageId: z.uuid(),
  kind: z.enum(['delivered', 'failed', 'bounced', 'complained']),
  /** The kind of the mail; a mail-service from before it was told leaves it out. */
  mail: mailKind.optional(),
  occurredAt: inputInstant,
});
export type MailEvent = z.infer<typeof mailEvent>;

/** `unknown`: the provider has no such query, or did not answer. */
export const domainState = z.enum(['verified', 'pending', 'failed', 'missing', 'unknown']);
export type DomainState = z.infer<typeof domainState>;

/** A record that the domain's DNS needs; `host` is its full name. */
export const dnsRecord = z
  .object({
    purpose: z.enum(['spf', 'dkim', 'dmarc']),
    type: z.string().describe('TXT, MX or CNAME'),
    host: z.string(),
    value: z.string(),
    priority: z.number().int().nullable().describe('of an MX record'),
    state: domainState,
  })
  .meta({ id: 'DnsRecord' });
export type DnsRecord = z.infer<typeof dnsRecord>;

/** Whether a domain may send mails: SPF and DKIM as the provider sees them, DMARC from the domain's own DNS. */
export const senderDomainView = z
  .object({
    provider: mailProvider,
    domain: z.string(),
    state: domainState,
    spf: domainState,
    dkim: domainState,
    dmarc: domainState,
    records: z
      .array(dnsRecord)
      .describe('to copy into the DNS of the domain; without those of a provider that was not told of the domain yet'),
    checked_at: instant,
  })
  .meta({ id: 'SenderDomain' });
export type SenderDomainView = z.infer<typeof senderDomainView>;

/** What is known of all domains without asking anybody. */
export const senderDomainList = z
  .object({
    items: z.array(
      z.object({
        provider: mailProvider,
        domain: z.string(),
        state: domainState,
        spf: domainState,
        dkim: domainState,
        dmarc: domainState.nullable().describe('null: nobody has looked it up yet'),
        checked_at: instant,
      }),
    ),
  })
  .meta({ id: 'SenderDomainList' });

/** What a process of mail-service has sent since it started, per provider. */
export const sendingStatus = z
  .object({
    providers: z.array(
      z.object({
        provider: mailProvider,
        /** Requests that carried mails, repeats of the same request not counted. */
        batches: z.number().int(),
        mails: z.number().int(),
        /** Mails per request; null before the first one. */
        mean_batch_size: z.number().nullable(),
        /** Mails that wait for a place in a request. */
        waiting: z.number().int(),
      }),
    ),
  })
  .meta({ id: 'SendingStatus' });
export type SendingStatus = z.infer<typeof sendingStatus>;
