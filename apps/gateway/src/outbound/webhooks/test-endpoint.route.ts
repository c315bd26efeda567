import { webhookEventQueued } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { queueTestEvent } from './queue-event.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/test',
  operationId: 'testWebhookEndpoint',
  tags: ['webhooks'],
  summary: 'Send a test event to an endpoint',
  access: apiKey('webhooks:manage'),
  idempotent: true,
  problems: ['endpoint_disabled'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 202: jsonResponse(webhookEventQueued, 'Queued.') },
});

export function addTestWebhookEndpoint(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await queueTestEvent(context, c.get('companyId'), c.req.valid('param').id, readActor(c)), 202),
  );
}
