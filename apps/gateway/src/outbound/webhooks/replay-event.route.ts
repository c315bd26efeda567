import { webhookEventQueued, webhookReplay } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { replayEvent } from './queue-event.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/webhook-events/{id}/replay',
  operationId: 'replayWebhookEvent',
  tags: ['webhooks'],
  summary: 'Send an event again',
  description: 'Under the same id. Events are kept for 30 days.',
  access: apiKey('webhooks:manage'),
  idempotent: true,
  problems: ['endpoint_disabled'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(webhookReplay, { endpoint_id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b' }),
  },
  responses: { 202: jsonResponse(webhookEventQueued, 'Queued.') },
});

export function addReplayWebhookEvent(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const { endpoint_id: endpointId } = c.req.valid('json');
    return c.json(await replayEvent(context, c.get('companyId'), { eventId: id, endpointId }, readActor(c)), 202);
  });
}
