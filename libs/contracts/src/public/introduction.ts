import { z } from 'zod';
import { consentEvidence } from '../internal/fact.ts';
import { instant, pageLimit, pageOf, stageKind } from './shared.ts';

/** What a company tells of a person who was introduced to it. `hired` and `declined` end the introduction. */
export const introductionReport = z.enum(['contacted', 'interviewing', 'hired', 'declined']);
export type IntroductionReport = z.infer<typeof introductionReport>;

/** Why an introduction ended. */
export const introductionEnd = z.enum([
  'no_credit',
  'not_reachable',
  'candidate_declined',
  'no_answer',
  'withdrawn',
  'position_closed',
  'hired',
  'company_declined',
  'no_report',
]);
export type IntroductionEnd = z.infer<typeof introductionEnd>;

/**
 * `matched`: the credit is being set aside. `asked`: the candidate was asked about this company. `accepted`: the
 * profile was handed over. `closed`: see `ended`.
 */
export const introductionState = z.enum(['matched', 'asked', 'accepted', 'closed']);
export type IntroductionState = z.infer<typeof introductionState>;

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

const data = {
  'credit.held': z.object({}),
  'credit.refused': z.object({}),
  'candidate.asked': z.object({ messageId: z.string() }),
  'candidate.not_asked': z.object({ n: z.number().int(), reason: z.string(), date: z.iso.date() }),
  /** Null where no mail may go: then the person is not reminded. */
  'candidate.reminded': z.object({ messageId: z.string().nullable() }),
  /** The day's one regulated mail was another's: they are reminded on the next. */
  'candidate.not_reminded': z.object({ n: z.number().int(), date: z.iso.date() }),
  'candidate.accepted': z.object({ evidence: consentEvidence }),
  'candidate.declined': z.object({ evidence: consentEvidence }),
  /** The relay consent ended, or the person was erased. */
  'candidate.withdrew': z.object({}),
  'candidate.stopped_use': z.object({}),
  'profile.provided': z.object({ recordIds: z.array(z.uuid()) }),
  /** It ends before a handing over: written before the credit goes back, so that nothing that comes now undoes it. */
  'introduction.ending': z.object({ ended: introductionEnd }),
  'credit.captured': z.object({}),
  'credit.released': z.object({}),
  'company.told': z.object({ messageId: z.string().nullable() }),
  'company.reminded': z.object({ afterDays: z.number().int(), messageId: z.string().nullable() }),
  'company.reported': z.object({ report: introductionReport, by: z.string() }),
  'introduction.closed': z.object({ ended: introductionEnd }),
} as const;
export type IntroductionFactKind = keyof typeof data;
export const introductionFactKinds = Object.keys(data) as [IntroductionFactKind, ...IntroductionFactKind[]];
export type IntroductionFactData<K extends IntroductionFactKind> = z.infer<(typeof data)[K]>;

/** An append-only row about an introduction; `seq` orders, `at` is the introduction's clock. */
export type IntroductionFact = {
  [K in IntroductionFactKind]: { seq: number; kind: K; at: string; data: IntroductionFactData<K> };
}[IntroductionFactKind];

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

/** Names by which gateway, worker and Temporal agree on the workflow of an introduction. Nothing tells of a person. */
export const introductionType = 'introduction';
export type IntroductionInput = {
  readonly introductionId: string;
  readonly wakeAtMs: number;
  readonly next?: string;
};

/** One round of the relay: an hourly Schedule, and its workflow. */
export const relayRoundType = 'relayRound';
export const relayRoundId = 'relay-round';
