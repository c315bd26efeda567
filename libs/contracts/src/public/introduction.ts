import { z } from 'zod';
import { introductionEnds, introductionReports, introductionStates } from '../workflow/introduction.ts';
import { contractTerms } from '../workflow/working-conditions.ts';
import { calendarDate, instant, pageLimit, pageOf, stageKind } from './shared.ts';
import { workingConditions } from './working-conditions.ts';

export type { IntroductionEnd, IntroductionReport, IntroductionState } from '../workflow/introduction.ts';

const introductionReport = z.enum(introductionReports);
export const introductionEnd = z.enum(introductionEnds);
const introductionState = z.enum(introductionStates);

/** The items of personal data that may be provided, as the records of Art. 29 and 30 of 個人情報保護法 list them. */
export const providedItem = z.enum([
  'name',
  'email',
  'phones',
  'skills',
  'regions',
  'orientations',
  'job_categories',
  'last_stage',
]);
export type ProvidedItem = z.infer<typeof providedItem>;

export const introductionProfile = z
  .object({
    skills: z.array(z.string()),
    regions: z.array(z.string()),
    orientations: z.array(z.string()),
    job_categories: z.array(z.string()),
    last_stage: stageKind,
  })
  .meta({ id: 'IntroductionProfile' });

const contractTerm = z.enum(contractTerms);
const employmentFields = {
  still_employed: z.boolean().nullable().describe('null: you cannot say'),
  left_on: calendarDate.nullable().default(null),
  dismissed: z.boolean().default(false).describe('the employer ended the employment (解雇)'),
};
const employmentView = z.object(employmentFields).meta({ id: 'Employment' });
/** Body of `POST /v1/introductions/{id}/employment`. */
export const newEmploymentReport = z
  .strictObject(employmentFields)
  .refine(
    ({ still_employed: still, left_on: leftOn, dismissed }) => still === false || (leftOn === null && !dismissed),
    {
      path: ['left_on'],
      error: 'left_on and dismissed need still_employed to be false.',
    },
  )
  .meta({ id: 'NewEmploymentReport' });
export type NewEmploymentReport = z.output<typeof newEmploymentReport>;

const introducedPerson = z.object({
  name: z.string().nullable(),
  email: z.string().nullable(),
  phones: z.array(z.string()),
});

/** An introduction as the receiving company sees it: the person is named only after they accepted. */
export const introductionView = z
  .object({
    id: z.uuid(),
    position_id: z.uuid(),
    position_title: z.string().describe('as the person was told'),
    state: introductionState,
    ended: introductionEnd.nullable(),
    score: z.number().min(0).max(1),
    profile: introductionProfile,
    conditions: workingConditions.nullable().describe('what the person was told; null for introductions before 2027'),
    conditions_version: z.number().int().nullable(),
    person: introducedPerson
      .nullable()
      .describe('null until the candidate accepts, after an erasure, and after a request to stop using the data'),
    report: introductionReport.nullable(),
    joined_on: z.iso.date().nullable().describe('when the hired person joined or will join'),
    contract_term: contractTerm.nullable(),
    employment: employmentView.nullable().describe('what you answered six months after the hire'),
    use_stopped_at: instant
      .nullable()
      .describe('when the person asked to stop using their data: delete your copy (個人情報保護法 Art. 35)'),
    created_at: instant,
    asked_at: instant.nullable().describe('when the candidate was mailed'),
    answer_by: z.iso.date().nullable().describe('the last day on which they can answer, in Asia/Tokyo'),
    answered_at: instant.nullable(),
    provided_at: instant.nullable().describe('when you got the profile'),
    reported_at: instant.nullable().describe('when you reported last'),
    closed_at: instant.nullable(),
  })
  .meta({ id: 'Introduction' });
export type IntroductionView = z.infer<typeof introductionView>;
export const introductionPage = pageOf(introductionView).meta({ id: 'IntroductionPage' });
export const introductionQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: introductionState.optional(),
  position_id: z.uuid().optional(),
});
export type IntroductionQuery = z.output<typeof introductionQuery>;
const referredIntroductionStates = ['planned', 'asked', 'provided', 'not_provided'] as const;
/**
 * An introduction as the company sees it that referred the person: who got the profile, once it was handed over, and
 * neither another answer of the candidate nor what became of it (個人情報保護法 Art. 27: that is the other company's to say).
 */
export const referredIntroduction = z
  .object({
    id: z.uuid(),
    candidate_id: z.uuid(),
    case_id: z.uuid(),
    name: z.string().nullable().describe('of the candidate; null: none is known'),
    state: z
      .enum(referredIntroductionStates)
      .describe(
        '`not_provided` without a reason: it ended without a handover. Until the last day for an answer it stays `asked`, so that it shows no refusal',
      ),
    receiver: z.string().nullable().describe('the company that got the profile, as your provision record names it'),
    created_at: instant,
    asked_at: instant.nullable(),
    answer_by: z.iso.date().nullable(),
    provided_at: instant.nullable(),
  })
  .meta({ id: 'ReferredIntroduction' });
export type ReferredIntroduction = z.infer<typeof referredIntroduction>;
export const referredIntroductionPage = pageOf(referredIntroduction).meta({ id: 'ReferredIntroductionPage' });
export const referredIntroductionQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  candidate_id: z.uuid().optional(),
});
export type ReferredIntroductionQuery = z.output<typeof referredIntroductionQuery>;

/** Body of `POST /v1/introductions/{id}/reports`. */
export const newIntroductionReport = z
  .strictObject({
    report: introductionReport,
    joined_on: calendarDate
      .optional()
      .describe('with `hired`: when the person joined or will join; the day of the report if left out'),
    contract_term: contractTerm.optional().describe('with `hired`: that of the conditions if left out'),
  })
  .refine(({ report, joined_on: joinedOn, contract_term: term }) => report === 'hired' || (!joinedOn && !term), {
    path: ['joined_on'],
    error: 'joined_on and contract_term belong to the report "hired".',
  })
  .meta({ id: 'NewIntroductionReport' });
export type NewIntroductionReport = z.output<typeof newIntroductionReport>;

/** The record of one provision, as one side keeps it (個人情報保護法 Art. 29, 30; 施行規則 Art. 20, 24). */
export const provisionRecordView = z
  .object({
    id: z.uuid(),
    side: z.enum(['provider', 'recipient']),
    provided_at: instant,
    person: z.string().nullable().describe('name of the person; null once it must not be kept any longer'),
    counterpart_name: z.string(),
    counterpart_address: z.string(),
    counterpart_representative: z.string(),
    items: z.array(providedItem),
    consent_at: instant,
    consent_text_version: z.string(),
    consent_text_hash: z.string(),
    acquired_how: z.string().describe('how the provider acquired the data (Art. 30(1) no. 2)'),
    introduction_id: z.uuid(),
    keep_until: z.iso.date(),
  })
  .meta({ id: 'ProvisionRecord' });
export type ProvisionRecordView = z.infer<typeof provisionRecordView>;
export const provisionRecordPage = pageOf(provisionRecordView).meta({ id: 'ProvisionRecordPage' });
export const provisionRecordQuery = z.strictObject({ cursor: z.string().optional(), limit: pageLimit });
