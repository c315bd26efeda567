import { feedbackAnswer, feedbackRequest } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { answerFeedbackRequest } from './answer-feedback-request.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/feedback-requests/{id}/answer',
  operationId: 'answerFeedbackRequest',
  tags: ['mails'],
  summary: 'Answer a candidate who asked for feedback',
  description: `
With phrases of your settings, in the member’s own words, or both. The mail leaves in the next sending window after the
undo window; own words wait in the queue for an approval, whatever the setting.`,
  access: apiKey('mail:write'),
  idempotent: true,
  problems: ['not_found', 'feedback_closed'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(feedbackAnswer, {
      phrases: [],
      own_words: '課題の進め方を筋道立ててご説明くださった点を、高く評価しておりました。',
    }),
  },
  responses: { 200: jsonResponse(feedbackRequest, 'The answered request.') },
});

export function addAnswerFeedbackRequest(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const answer = { actor: readActor(c), answer: c.req.valid('json') };
    return c.json(await answerFeedbackRequest(context, c.get('companyId'), c.req.valid('param').id, answer), 200);
  });
}
