import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { deleteEndpoint } from './save-endpoint.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/webhook-endpoints/{id}',
  operationId: 'deleteWebhookEndpoint',
  tags: ['webhooks'],
  summary: 'Delete an endpoint and its deliveries',
  access: apiKey('webhooks:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Deleted.' } },
});

export function addDeleteWebhookEndpoint(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    await deleteEndpoint(context, c.get('companyId'), c.req.valid('param').id, readActor(c));
    return c.body(null, 204);
  });
}
