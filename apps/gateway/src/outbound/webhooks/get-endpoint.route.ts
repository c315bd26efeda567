import { webhookEndpoint } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findEndpoint } from './find-endpoint.ts';
import { viewEndpoint } from './view-webhook.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'getWebhookEndpoint',
  tags: ['webhooks'],
  summary: 'Get an endpoint',
  access: apiKey('webhooks:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(webhookEndpoint, 'The endpoint.') },
});

export function addGetWebhookEndpoint(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const endpoint = await findEndpoint(context, c.get('companyId'), c.req.valid('param').id);
    return c.json(viewEndpoint(endpoint), 200);
  });
}
