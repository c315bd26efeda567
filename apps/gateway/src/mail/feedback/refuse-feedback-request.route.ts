import { feedbackRequest } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { answerFeedbackRequest } from './answer-feedback-request.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/feedback-requests/{id}/refusal',
  operationId: 'refuseFeedbackRequest',
  tags: ['mails'],
  summary: 'Tell a candidate politely that there is no feedback',
  description: `
A polite refusal counts as an answer. Its mail goes through the queue like any other.`,
  access: apiKey('mail:write'),
  idempotent: true,
  problems: ['not_found', 'feedback_closed'],
  request: {
    params: z.object({ id: z.uuid() }),
  },
  responses: { 200: jsonResponse(feedbackRequest, 'The refused request.') },
});

export function addRefuseFeedbackRequest(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(
      await answerFeedbackRequest(context, c.get('companyId'), id, { actor: readActor(c), answer: null }),
      200,
    );
  });
}
