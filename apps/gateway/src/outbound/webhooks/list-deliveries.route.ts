import { webhookDeliveryPage, webhookDeliveryQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listWebhookDeliveries } from './list-deliveries.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/webhook-endpoints/{id}/deliveries',
  operationId: 'listWebhookDeliveries',
  tags: ['webhooks'],
  summary: 'List the deliveries of an endpoint, newest first',
  access: apiKey('webhooks:manage'),
  request: { params: z.object({ id: z.uuid() }), query: webhookDeliveryQuery },
  responses: { 200: jsonResponse(webhookDeliveryPage, 'A page of deliveries.') },
});

export function addListWebhookDeliveries(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await listWebhookDeliveries(context, c.get('companyId'), id, c.req.valid('query')), 200);
  });
}
