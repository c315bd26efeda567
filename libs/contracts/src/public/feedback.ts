import { z } from 'zod';
import { actorView } from './actor.ts';
import { calendarDate, instant, pageLimit, pageOf, stageKind } from './shared.ts';

/** A candidate's request for feedback, and what became of it. */
export const feedbackRequest = z
  .object({
    id: z.uuid(),
    case_id: z.uuid(),
    candidate_id: z.uuid(),
    name: z.string().nullable().describe('of the candidate; null: none is known'),
    rejection_id: z.uuid(),
    job_name: z.string().nullable(),
    stage: stageKind,
    state: z.enum(['open', 'answered', 'refused']),
    requested_at: instant,
    due_on: calendarDate.describe('the day by which the candidate expects an answer, in Asia/Tokyo'),
    answered_by: actorView.nullable(),
    answered_at: instant.nullable(),
  })
  .meta({ id: 'FeedbackRequest' });
export type FeedbackRequestView = z.infer<typeof feedbackRequest>;

export const feedbackRequestPage = z
  .object({
    ...pageOf(feedbackRequest).shape,
    phrases: z.array(z.string()).describe('that need no approval of their own: `feedback.phrases` of your settings'),
  })
  .meta({ id: 'FeedbackRequestPage' });
export type FeedbackRequestPage = z.infer<typeof feedbackRequestPage>;

export const feedbackRequestQuery = z.strictObject({
  cursor: z.string().optional(),
  limit: pageLimit,
  state: z.enum(['open', 'answered', 'refused']).default('open'),
});
export type FeedbackRequestQuery = z.output<typeof feedbackRequestQuery>;

/** Body of `POST /v1/feedback-requests/{id}/answer`: phrases, own words, or both. */
export const feedbackAnswer = z
  .strictObject({
    phrases: z.array(z.string().trim().min(1).max(300)).max(20).default([]).describe('as your settings have them'),
    own_words: z
      .string()
      .trim()
      .min(1)
      .max(1_500)
      .nullable()
      .default(null)
      .describe('after the phrases; the mail then waits for an approval, whatever the setting'),
  })
  .refine(({ phrases, own_words: ownWords }) => phrases.length > 0 || ownWords !== null, {
    path: ['phrases'],
    error: 'Give phrases, own_words or both.',
  })
  .meta({ id: 'FeedbackAnswer' });
export type FeedbackAnswerBody = z.output<typeof feedbackAnswer>;
