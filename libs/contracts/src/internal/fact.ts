import { z } from 'zod';
import { calendarDate, instant, stageKind } from '../public/shared.ts';
import { caseMailKind, mailKind, skipReason } from './mail.ts';

/** Why a rejection is kept in the pool without any mail. */
export const silentReason = z.enum(['no_address', 'may_not_email', 'private', 'holds_offer']);
export type SilentReason = z.infer<typeof silentReason>;

export const consentKind = z.enum(['follow_up', 'relay']);
export type ConsentKind = z.infer<typeof consentKind>;

/** What was shown when the person decided; the hash is SHA-256 of the exact text. */
export const consentEvidence = z.object({
  method: z.enum(['page', 'one_click', 'import']),
  textVersion: z.string(),
  textHash: z.string(),
  locale: z.string(),
});
export type ConsentEvidence = z.infer<typeof consentEvidence>;

const decided = { mail: caseMailKind, rejectionIds: z.array(z.uuid()), by: z.string(), at: instant };

const data = {
  'rejection.reported': z.object({
    rejectionId: z.uuid(),
    sourceKey: z.string(),
    remoteId: z.string(),
    rejectedAt: instant,
    acceptedAt: instant,
    stage: stageKind,
    silent: silentReason.nullable(),
  }),
  /** Stored name or address changed; what they were stays out of the facts. */
  'candidate.changed': z.object({ fields: z.array(z.string()) }),
  'application.unrejected': z.object({ sourceKey: z.string(), remoteId: z.string(), at: instant }),
  'candidate.reapplied': z.object({ at: instant }),
  'candidate.hired': z.object({ at: instant, offerOnly: z.boolean() }),
  'mail.sent': z.object({
    n: z.number().int(),
    mail: mailKind,
    rejectionIds: z.array(z.uuid()),
    messageId: z.string(),
    date: calendarDate,
  }),
  'mail.skipped': z.object({
    n: z.number().int(),
    mail: mailKind,
    rejectionIds: z.array(z.uuid()),
    reason: skipReason,
    date: calendarDate,
    /** Who cancelled it. */
    by: z.string().optional(),
  }),
  /** Each names the very mail that a person decided about; `at` is when, by the gateway's clock. */
  'mail.approved': z.object({
    ...decided,
    /** The row with the words of an edit of this one mail: they may tell of the person, so they are no fact. */
    editId: z.uuid().nullable(),
  }),
  'mail.held': z.object(decided),
  'mail.released': z.object(decided),
  'mail.bounced': z.object({ messageId: z.string().nullable() }),
  'mail.complained': z.object({ messageId: z.string().nullable() }),
  'mail.unsubscribed': z.object({ via: z.enum(['one_click', 'page', 'crm']) }),
  'suppression.recorded': z.object({}),
  'consent.granted': z.object({ consent: consentKind, evidence: consentEvidence }),
  'consent.declined': z.object({ consent: consentKind, evidence: consentEvidence }),
  'consent.withdrawn': z.object({ consent: consentKind, evidence: consentEvidence }),
  'case.paused': z.object({ until: calendarDate }),
  'case.resumed': z.object({}),
  'referral.made': z.object({ n: z.number().int(), entryId: z.string() }),
  'referral.refused': z.object({ n: z.number().int(), reason: z.enum(['already_referred']) }),
  /** The person had another point within twelve months under what was taken for another candidate: this one goes. */
  'referral.duplicated': z.object({ n: z.number().int() }),
  'referral.reversed': z.object({ n: z.number().int(), entryId: z.string() }),
  'erasure.requested': z.object({}),
  'erasure.done': z.object({}),
  'case.closed': z.object({ reason: z.string() }),
} as const;
export type FactKind = keyof typeof data;
export const factKinds = Object.keys(data) as [FactKind, ...FactKind[]];
export const factData = data;
export type FactData<K extends FactKind> = z.infer<(typeof data)[K]>;

/** An append-only row about a case. `seq` orders facts; `at` is the case's clock (ISO instant) and never decides. */
export type Fact = {
  [K in FactKind]: { seq: number; caseId: string; kind: K; at: string; data: FactData<K> };
}[FactKind];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** Facts about the person at this company rather than about one case: every later case of theirs sees them. */
export const standingFactKinds = [
  'mail.unsubscribed',
  'mail.bounced',
  'mail.complained',
  'candidate.hired',
  'erasure.requested',
  'erasure.done',
  'consent.granted',
  'consent.declined',
  'consent.withdrawn',
  'suppression.recorded',
] as const satisfies readonly FactKind[];
