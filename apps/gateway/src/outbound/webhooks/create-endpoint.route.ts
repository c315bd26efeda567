import { newWebhookEndpoint, webhookEndpointSecret } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { createEndpoint } from './save-endpoint.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints',
  operationId: 'createWebhookEndpoint',
  tags: ['webhooks'],
  summary: 'Subscribe a URL to events',
  description:
    'Returns the secret that deliveries are signed with; it is shown only once. `Idempotency-Key` has no effect here.',
  access: apiKey('webhooks:manage'),
  // Not idempotent: the stored response of a replay would contain the secret in the clear.
  problems: ['too_many_endpoints'],
  request: {
    body: jsonBody(newWebhookEndpoint, { url: 'https://ats.example.jp/hooks/goen', types: ['consent.granted'] }),
  },
  responses: { 201: jsonResponse(webhookEndpointSecret, 'The new endpoint and its secret.') },
});

export function addCreateWebhookEndpoint(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await createEndpoint(context, c.get('companyId'), c.req.valid('json'), readActor(c)), 201),
  );
}
