import {
  type CorrectionAnswer,
  type CorrectionRequest,
  type FeedbackAnswer,
  type FeedbackRequest,
  unwrap,
} from '@goen/client';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod/mini';
import { api } from '../../api/client.ts';
import { listQuery } from '../../api/pages.ts';

export const feedbackStates = ['open', 'answered', 'refused'] as const satisfies readonly FeedbackRequest['state'][];
export const correctionStates = ['open', 'done', 'refused'] as const satisfies readonly CorrectionRequest['state'][];

const text = z.catch(z.optional(z.string()), undefined);
export const feedbackSearch = z.object({
  state: z.catch(z.optional(z.enum(feedbackStates)), undefined),
  open: text,
});
export type FeedbackSearch = z.infer<typeof feedbackSearch>;
export const correctionSearch = z.object({
  state: z.catch(z.optional(z.enum(correctionStates)), undefined),
  open: text,
});
export type CorrectionSearch = z.infer<typeof correctionSearch>;

/** Live updates tell of these by the topic of their case. */
export const feedbackQuery = (state: FeedbackSearch['state']) => listQuery('cases', '/v1/feedback-requests', { state });

/** Sentences that need no approval of their own. */
export const phrasesQuery = queryOptions({
  queryKey: ['settings', 'feedback-phrases'],
  queryFn: ({ signal }) => unwrap(api.GET('/v1/feedback-requests', { params: { query: { limit: 1 } }, signal })),
  select: ({ phrases }) => phrases,
});

export const correctionsQuery = (state: CorrectionSearch['state']) =>
  listQuery('candidates', '/v1/correction-requests', { state });

/** null: a polite refusal. */
export function answerFeedback(id: string, answer: FeedbackAnswer | null): Promise<FeedbackRequest> {
  const params = { path: { id } };
  return answer === null
    ? unwrap(api.POST('/v1/feedback-requests/{id}/refusal', { params }))
    : unwrap(api.POST('/v1/feedback-requests/{id}/answer', { params, body: answer }));
}

export const answerCorrection = (id: string, body: CorrectionAnswer): Promise<CorrectionRequest> =>
  unwrap(api.POST('/v1/correction-requests/{id}/answer', { params: { path: { id } }, body }));
