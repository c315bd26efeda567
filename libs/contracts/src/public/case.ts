import { z } from 'zod';
import { consentStates } from '../workflow/consent.ts';
import { factKinds } from '../workflow/fact.ts';
import { mailFrequencies } from '../workflow/preferences.ts';
import { stepNames } from '../workflow/step.ts';
import { actorView } from './actor.ts';
import { approvalState, caseMailKind, mailWaitsFor } from './mail-kind.ts';
import { calendarDate, inputInstant, instant, pageLimit, pageOf, stageKind } from './shared.ts';
import { tagId } from './tags.ts';

export type { ConsentState } from '../workflow/consent.ts';
export type { StepName } from '../workflow/step.ts';

/** The next step of a case; `none` when the case is closed. */
export const stepName = z.enum(stepNames).meta({ id: 'StepName' });

export const caseState = z.enum(['open', 'closed']).meta({ id: 'CaseState' });
export type CaseState = z.infer<typeof caseState>;

const summaryFields = {
  id: z.uuid(),
  candidate_id: z.uuid(),
  state: caseState,
  stage: stageKind,
  next_step: stepName,
  next_step_at: instant.nullable(),
  opened_at: instant,
  closed_reason: z.string().nullable(),
};
export const caseSummary = z.object(summaryFields).meta({ id: 'CaseSummary' });
export type CaseSummary = z.infer<typeof caseSummary>;
export const casePage = pageOf(caseSummary).meta({ id: 'CasePage' });

export const consentState = z.enum(consentStates).meta({ id: 'ConsentState' });

const mailPreferences = z
  .object({
    frequency: z.enum(mailFrequencies),
    job_categories: z.array(tagId).describe('only openings of these are named; empty: of all'),
    only_openings: z.boolean().describe('only mails that name an opening'),
  })
  .meta({ id: 'MailPreferences' });
const nextMail = z
  .object({
    kind: caseMailKind,
    approval: approvalState,
    waiting_for: mailWaitsFor.nullable(),
    sends_at: instant.nullable().describe('null while the mail is held, or all mails are paused'),
    undo_until: instant
      .nullable()
      .describe('until then an un-rejection prevents the mail; null when it is not a result mail'),
  })
  .meta({ id: 'NextMail' });
const caseRejection = z
  .object({
    id: z.uuid(),
    application_remote_id: z.string(),
    job_name: z.string().nullable(),
    stage: stageKind,
    rejected_at: instant,
    cancelled: z.boolean().describe('true after an un-rejection'),
  })
  .meta({ id: 'CaseRejection' });
const timelineFact = z
  .object({
    seq: z.number().int(),
    kind: z.enum(factKinds),
    at: instant,
    by: actorView.nullable().describe('who decided it; null: nobody’s decision, or the candidate’s own'),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineFact' });

export const caseView = z
  .object({
    ...summaryFields,
    consents: z.object({ follow_up: consentState, relay: consentState }),
    preferences: mailPreferences.describe('what the candidate chose on their page'),
    next_mail: nextMail.nullable(),
    keep_until: calendarDate
      .nullable()
      .describe(
        'when the details of the candidate are erased; null: your basis is not confirmed, or the result is to come',
      ),
    referral: z.enum(['none', 'unconfirmed', 'waiting_for_licence', 'made', 'refused', 'reversed']),
    rejections: z.array(caseRejection),
    timeline: z.array(timelineFact).describe('the facts of the case in the order in which they were recorded'),
  })
  .meta({ id: 'Case' });
export type CaseView = z.infer<typeof caseView>;

export const caseQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: caseState.optional(),
  stage: stageKind.optional(),
  next_step: stepName.optional(),
  candidate_id: z.uuid().optional(),
  opened_from: inputInstant.optional().describe('inclusive'),
  opened_to: inputInstant.optional().describe('exclusive'),
});
export type CaseQuery = z.output<typeof caseQuery>;
