import { z } from 'zod';
import { approvalState, caseMailKind } from './mail-kind.ts';
import { problem } from './problem.ts';
import { calendarDate, instant, pageLimit, pageOf, stageKind } from './shared.ts';
import { previewOptions, wordingText } from './wording-api.ts';

/** A mail that is to come, as `GET /v1/mails` lists it: the next one of its case. */
export const queuedMail = z.object({
  case_id: z.uuid(),
  candidate_id: z.uuid(),
  kind: caseMailKind,
  rejection_ids: z.array(z.uuid()).describe('which rejections it is about; a decision names them'),
  jobs: z.array(z.string()),
  stage: stageKind,
  sends_at: instant.nullable().describe('null: held'),
  undo_until: instant.nullable().describe('until when an un-rejection comes in time; null: not a result mail'),
  approval: approvalState,
  edited: z.boolean().describe('true when it goes with words of its own'),
  decided_by: z.string().nullable(),
  decided_at: instant.nullable(),
});
export type QueuedMail = z.infer<typeof queuedMail>;
export const queuedMailPage = pageOf(queuedMail);

export const queueQuery = z.object({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z
    .enum(['awaiting', 'approved', 'held', 'scheduled'])
    .optional()
    .describe('`scheduled`: goes by itself, since the company approves nothing by hand'),
  kind: caseMailKind.optional(),
  sends_before: calendarDate.optional().describe('a date in Asia/Tokyo: mails that are due before it'),
});

export const mailPreviewQuery = z.object(previewOptions.shape);

export const maxDecisions = 500;
/** Room for as many edits as a person makes in one go. */
export const maxDecisionsBytes = 2 * 1024 * 1024;

/** What a person decides about one mail. Without `rejection_ids`: whichever mail of this kind comes next. */
export const mailDecision = z.object({
  case_id: z.uuid(),
  kind: caseMailKind,
  rejection_ids: z.array(z.uuid()).min(1).max(100).optional(),
  action: z.enum(['approve', 'hold', 'release', 'cancel']),
  wording: wordingText
    .nullish()
    .describe('with `approve`: words for this one mail. null takes an earlier edit back; without it an edit stays'),
});
export type MailDecision = z.infer<typeof mailDecision>;

const by = z.string().trim().min(1).max(200).describe('who decides, as the company knows them');
export const mailDecisions = z.object({ decisions: z.array(mailDecision).min(1).max(maxDecisions), by });
/** Read row by row, so that a bad one harms no other. */
export const mailDecisionRows = z.object({ decisions: z.array(z.unknown()).min(1).max(maxDecisions), by });

export const mailDecisionResult = z.union([
  z.object({
    case_id: z.uuid(),
    status: z.literal(200),
    changed: z.boolean().describe('false: it was so already'),
    state: z.enum([...approvalState.options, 'cancelled']),
    sends_at: instant.nullable().describe('null: held or cancelled'),
  }),
  z.object({ case_id: z.string().nullable(), status: z.number().int(), problem }),
]);
export type MailDecisionResult = z.infer<typeof mailDecisionResult>;
export const mailDecisionResults = z.object({ results: z.array(mailDecisionResult).describe('one a row, in order') });
