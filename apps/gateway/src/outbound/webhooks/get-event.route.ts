import { WebhookEvent, withCompany } from '@goen/case-store';
import { type StoredWebhookEvent, webhookEvent } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/webhook-events/{id}',
  operationId: 'getWebhookEvent',
  tags: ['webhooks'],
  summary: 'Get an event as it is delivered',
  description: 'Events are kept for 30 days.',
  access: apiKey('webhooks:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(webhookEvent, 'The event.') },
});

export function addGetWebhookEvent(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await getEvent(context, c.get('companyId'), c.req.valid('param').id), 200));
}

async function getEvent({ orm }: GatewayContext, companyId: string, id: string): Promise<StoredWebhookEvent> {
  const event = await withCompany(orm, companyId, (em) => em.findOne(WebhookEvent, { id, companyId }));
  if (event === null) throw new HttpProblem('not_found');
  return { id, type: event.type, timestamp: event.occurredAt.toISOString(), data: event.data };
}
