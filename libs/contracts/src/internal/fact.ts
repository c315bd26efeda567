import { z } from 'zod';
import { consentEvidence, consentKind } from '../public/consent.ts';
import { caseMailKind, mailKind } from '../public/mail-kind.ts';
import { calendarDate, instant, stageKind } from '../public/shared.ts';
import { tagId } from '../public/tags.ts';
import {
  type FactDataByKind,
  feedbackAnswers,
  noResultReasons,
  registrationEnds,
  silentReasons,
  unsubscribeChannels,
} from '../workflow/fact.ts';
import { mailFrequencies } from '../workflow/preferences.ts';
import { reInvitationAnswers } from '../workflow/re-invitation.ts';
import { skipReason } from './mail.ts';

export type { Fact, FactData, FactKind } from '../workflow/fact.ts';

const mailPreferences = z.object({
  frequency: z.enum(mailFrequencies),
  jobCategories: z.array(tagId),
  onlyOpenings: z.boolean(),
});
const application = z.object({ sourceKey: z.string(), remoteId: z.string() }).optional();
const decision = { mail: caseMailKind, rejectionIds: z.array(z.uuid()), by: z.string(), at: instant };

/** The schema of what each kind of fact carries; the types and their comments are in `workflow/fact.ts`. */
export const factData = {
  'rejection.reported': z.object({
    rejectionId: z.uuid(),
    sourceKey: z.string(),
    remoteId: z.string(),
    rejectedAt: instant,
    acceptedAt: instant,
    stage: stageKind,
    silent: z.enum(silentReasons).nullable(),
    noResult: z.enum(noResultReasons).optional(),
    appliedAt: instant.optional(),
  }),
  'result.requested': z.object({ rejectionIds: z.array(z.uuid()), by: z.string(), at: instant }),
  'note.written': z.object({ rejectionId: z.uuid(), noteId: z.uuid().nullable(), by: z.string() }),
  'candidate.changed': z.object({ fields: z.array(z.string()) }),
  'application.unrejected': z.object({
    sourceKey: z.string(),
    remoteId: z.string(),
    at: instant,
    earliestAt: instant.optional(),
  }),
  'candidate.reapplied': z.object({ at: instant }),
  'candidate.hired': z.object({ at: instant, offerOnly: z.boolean(), application }),
  'candidate.offer_ended': z.object({ at: instant, application }),
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
    by: z.string().optional(),
  }),
  'mail.approved': z.object({
    ...decision,
    editId: z.uuid().nullable(),
    digest: z.string().nullish(),
  }),
  'mail.edited': z.object({ ...decision, editId: z.uuid().nullable() }),
  'mail.approval_lapsed': z.object({ mail: caseMailKind, rejectionIds: z.array(z.uuid()) }),
  'mail.held': z.object(decision),
  'mail.released': z.object(decision),
  'mail.rescheduled': z.object({ ...decision, sendAt: instant }),
  'mail.bounced': z.object({ messageId: z.string().nullable() }),
  'mail.complained': z.object({ messageId: z.string().nullable() }),
  'mail.unsubscribed': z.object({ via: z.enum(unsubscribeChannels) }),
  'suppression.recorded': z.object({}),
  'consent.granted': z.object({ consent: consentKind, evidence: consentEvidence }),
  'consent.declined': z.object({ consent: consentKind, evidence: consentEvidence }),
  'consent.withdrawn': z.object({ consent: consentKind, evidence: consentEvidence }),
  'registration.received': z.object({ registrationId: z.uuid(), applicationId: z.string().nullable() }),
  'registration.confirmed': z.object({ registrationId: z.uuid(), by: z.string() }),
  'registration.ended': z.object({ registrationId: z.uuid(), reason: z.enum(registrationEnds) }),
  'case.paused': z.object({ until: calendarDate }),
  'case.resumed': z.object({}),
  'preferences.set': mailPreferences,
  're_invitation.answered': z.object({
    reInvitationId: z.uuid(),
    position: z.string(),
    answer: z.enum(reInvitationAnswers),
    askAgainOn: calendarDate.nullable(),
  }),
  're_invitation.resumed': z.object({}),
  'feedback.requested': z.object({ requestId: z.uuid(), rejectionId: z.uuid(), dueOn: calendarDate }),
  'feedback.answered': z.object({
    requestId: z.uuid(),
    rejectionId: z.uuid(),
    answer: z.enum(feedbackAnswers),
    ownWords: z.boolean(),
    by: z.string(),
  }),
  'referral.made': z.object({ n: z.number().int(), entryId: z.string() }),
  'referral.refused': z.object({ n: z.number().int(), reason: z.enum(['already_referred']) }),
  'referral.duplicated': z.object({ n: z.number().int() }),
  'referral.reversed': z.object({ n: z.number().int(), entryId: z.string() }),
  'keeping.renewed': z.object({ until: calendarDate, evidence: consentEvidence }),
  'erasure.requested': z.object({}),
  'erasure.done': z.object({ because: z.enum(['kept_no_longer']).optional() }),
  'case.closed': z.object({ reason: z.string() }),
  'case.reopened': z.object({}),
} as const satisfies { readonly [K in keyof FactDataByKind]: z.ZodType<FactDataByKind[K]> };
