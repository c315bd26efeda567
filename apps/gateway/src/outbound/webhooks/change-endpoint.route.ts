import { webhookEndpoint, webhookEndpointPatch } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { changeEndpoint } from './save-endpoint.ts';

const route = defineRoute({
  method: 'patch',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'changeWebhookEndpoint',
  tags: ['webhooks'],
  summary: 'Change, disable or enable an endpoint',
  description: 'Disabling drops its pending deliveries; replay their events to send them later.',
  access: apiKey('webhooks:manage'),
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(webhookEndpointPatch, { state: 'disabled' }) },
  responses: { 200: jsonResponse(webhookEndpoint, 'The changed endpoint.') },
});

export function addChangeWebhookEndpoint(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await changeEndpoint(context, c.get('companyId'), id, c.req.valid('json'), readActor(c)), 200);
  });
}
