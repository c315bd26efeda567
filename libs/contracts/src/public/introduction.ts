import { z } from 'zod';
import { introductionEnds, introductionReports, introductionStates } from '../workflow/introduction.ts';
import { instant, pageLimit, pageOf, stageKind } from './shared.ts';

export type { IntroductionEnd, IntroductionReport, IntroductionState } from '../workflow/introduction.ts';

export const introductionReport = z.enum(introductionReports);
export const introductionEnd = z.enum(introductionEnds);
export const introductionState = z.enum(introductionStates);

/** The items that may be handed over, as Art. 29 and 30 of 個人情報保護法 want them recorded. */
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

export const introductionProfile = z.object({
  skills: z.array(z.string()),
  regions: z.array(z.string()),
  orientations: z.array(z.string()),
  job_categories: z.array(z.string()),
  last_stage: stageKind,
});

/** What the receiving company sees: who it is only after the person's yes. */
export const introductionView = z.object({
  id: z.uuid(),
  position_id: z.uuid(),
  state: introductionState,
  ended: introductionEnd.nullable(),
  score: z.number().min(0).max(1),
  profile: introductionProfile,
  person: z
    .object({ name: z.string().nullable(), email: z.string().nullable(), phones: z.array(z.string()) })
    .nullable()
    .describe('null until the candidate said yes, and after an erasure, or once they asked to stop'),
  report: introductionReport.nullable(),
  use_stopped_at: instant.nullable().describe('the person asked to stop using their data: destroy it (Art. 35)'),
  created_at: instant,
  answered_at: instant.nullable(),
});
export type IntroductionView = z.infer<typeof introductionView>;
export const introductionPage = pageOf(introductionView);
export const introductionQuery = z.object({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: introductionState.optional(),
  position_id: z.uuid().optional(),
});
export const reportIntroduction = z.object({ report: introductionReport });

/** One provision, as one side keeps it (個人情報保護法 Art. 29, 30; 施行規則 Art. 20, 24). */
export const provisionRecordView = z.object({
  id: z.uuid(),
  side: z.enum(['provider', 'recipient']),
  provided_at: instant,
  person: z.string().nullable().describe('the name that identifies the person; null once it may not be kept'),
  counterpart_name: z.string(),
  counterpart_address: z.string(),
  counterpart_representative: z.string(),
  items: z.array(providedItem),
  consent_at: instant,
  consent_text_version: z.string(),
  consent_text_hash: z.string(),
  acquired_how: z.string().describe('how the provider came by the data; Art. 30(1) no. 2'),
  introduction_id: z.uuid(),
  keep_until: z.iso.date(),
});
export type ProvisionRecordView = z.infer<typeof provisionRecordView>;
export const provisionRecordPage = pageOf(provisionRecordView);
