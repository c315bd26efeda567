import { z } from 'zod';
import { actorView } from './actor.ts';
import { instant, pageLimit, pageOf } from './shared.ts';

/** What a candidate asked to be corrected, on their page. */
export const correctionRequest = z
  .object({
    id: z.uuid(),
    candidate_id: z.uuid(),
    name: z.string().nullable().describe('of the candidate; null: none is known'),
    text: z.string(),
    state: z.enum(['open', 'done', 'refused']),
    asked_at: instant,
    answer: z.string().nullable().describe('shown to the person'),
    answered_by: actorView.nullable(),
    answered_at: instant.nullable(),
  })
  .meta({ id: 'CorrectionRequest' });
export const correctionRequestPage = pageOf(correctionRequest).meta({ id: 'CorrectionRequestPage' });

export const correctionRequestQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['open', 'done', 'refused']).default('open'),
  candidate_id: z.uuid().optional(),
});

const maxAnswerLength = 500;
export const correctionAnswer = z
  .strictObject({
    outcome: z.enum(['done', 'refused']),
    answer: z
      .string()
      .trim()
      .min(1)
      .max(maxAnswerLength)
      .optional()
      .describe('shown to the person on their page; say why if you refuse (個人情報保護法 Art. 34(3), 36)'),
  })
  .refine(({ outcome, answer }) => outcome === 'done' || answer !== undefined, {
    path: ['answer'],
    error: 'Say why the details are not corrected.',
  })
  .meta({ id: 'CorrectionAnswer' });
