import { feedbackRequestPage, feedbackRequestQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listFeedbackRequests } from './list-feedback-requests.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/feedback-requests',
  operationId: 'listFeedbackRequests',
  tags: ['mails'],
  summary: 'List the candidates who asked for feedback, the latest first',
  description: 'Open ones by default: those whose case goes on and whom no member has answered.',
  access: apiKey('mail:read'),
  request: { query: feedbackRequestQuery },
  responses: { 200: jsonResponse(feedbackRequestPage, 'A page of requests, and the phrases to answer with.') },
});

export function addListFeedbackRequests(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listFeedbackRequests(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
