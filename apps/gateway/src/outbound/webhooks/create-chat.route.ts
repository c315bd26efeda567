import { newChat, webhookEndpoint } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { createChat } from './create-chat.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/chats',
  operationId: 'createChat',
  tags: ['webhooks'],
  summary: 'Let a chat of Slack, Teams or Chatwork hear of events',
  description:
    'Members read there what they act on, in words and without names. The chat is a webhook endpoint with another format: list, test, change and delete it there, and see its failures in its deliveries. Its address is stored sealed and never shown.',
  access: apiKey('webhooks:manage'),
  // Not idempotent: the address in the body is a secret.
  problems: ['too_many_endpoints'],
  request: {
    body: jsonBody(newChat, {
      kind: 'slack',
      url: 'https://hooks.slack.com/services/T000/B000/x',
      description: '採用チーム',
    }),
  },
  responses: { 201: jsonResponse(webhookEndpoint, 'The new endpoint.') },
});

export function addCreateChat(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await createChat(context, c.get('companyId'), c.req.valid('json'), readActor(c)), 201),
  );
}
