import { z } from 'zod';
import { consentStates } from '../workflow/consent.ts';
import { factKinds } from '../workflow/fact.ts';
import { stepNames } from '../workflow/step.ts';
import { approvalState, caseMailKind } from './mail-kind.ts';
import { instant, pageLimit, pageOf, stageKind } from './shared.ts';

export type { ConsentState } from '../workflow/consent.ts';
export type { StepName } from '../workflow/step.ts';

/** What the case does next. `none`: the case is closed. */
export const stepName = z.enum(stepNames);

export const caseState = z.enum(['open', 'closed']);
export type CaseState = z.infer<typeof caseState>;

export const caseSummary = z.object({
  id: z.uuid(),
  candidate_id: z.uuid(),
  state: caseState,
  stage: stageKind,
  next_step: stepName,
  next_step_at: instant.nullable(),
  opened_at: instant,
  closed_reason: z.string().nullable(),
});
export const casePage = pageOf(caseSummary);

export const consentState = z.enum(consentStates);

export const caseView = caseSummary.extend({
  consents: z.object({ follow_up: consentState, relay: consentState }),
  next_mail: z
    .object({
      kind: caseMailKind,
      approval: approvalState,
      sends_at: instant.nullable().describe('null: held'),
      undo_until: instant.nullable().describe('until when an un-rejection comes in time; null: not a result mail'),
    })
    .nullable(),
  referral: z.enum(['none', 'waiting_for_licence', 'made', 'refused', 'reversed']),
  rejections: z.array(
    z.object({
      id: z.uuid(),
      application_remote_id: z.string(),
      job_name: z.string().nullable(),
      stage: stageKind,
      rejected_at: instant,
      cancelled: z.boolean(),
    }),
  ),
  timeline: z.array(
    z.object({ seq: z.number().int(), kind: z.enum(factKinds), at: instant, data: z.record(z.string(), z.unknown()) }),
  ),
});

export const caseQuery = z.object({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: caseState.optional(),
  stage: stageKind.optional(),
  next_step: stepName.optional(),
  candidate_id: z.uuid().optional(),
  opened_from: instant.optional(),
  opened_to: instant.optional(),
});
