import { webhookEndpointList } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listEndpoints } from './find-endpoint.ts';
import { viewEndpoint } from './view-webhook.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints',
  operationId: 'listWebhookEndpoints',
  tags: ['webhooks'],
  summary: 'List your endpoints, oldest first',
  access: apiKey('webhooks:manage'),
  responses: { 200: jsonResponse(webhookEndpointList, 'All endpoints.') },
});

export function addListWebhookEndpoints(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const endpoints = await listEndpoints(context, c.get('companyId'));
    return c.json({ items: endpoints.map(viewEndpoint) }, 200);
  });
}
