import { deliveriesQuery, eventQueued, webhookDeliveries } from '@goen/contracts/public';
import { z } from 'zod';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { listDeliveries } from './list-deliveries.ts';
import { sendTestEvent } from './queue-events.ts';
import { endpointIdOf } from './routes.ts';

const tags = ['webhooks'];
const params = z.object({ id: z.uuid() });

/** What came of the events of an endpoint, and a test of it. */
export function webhookDeliveryRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/webhook-endpoints/{id}/deliveries',
    operationId: 'listWebhookDeliveries',
    tags,
    summary: 'What was sent to an endpoint and what came of it, the newest first',
    security,
    request: { params, query: deliveriesQuery },
    responses: answers({ 200: json(webhookDeliveries, 'A page of deliveries.') }, 400, 401, 403, 404, 422),
  });
  app.get('/v1/webhook-endpoints/:id/deliveries', requireScope('webhooks:manage'), async (c) => {
    const query = readQuery(c, deliveriesQuery);
    return c.json(await listDeliveries(context, c.get('key').companyId, endpointIdOf(c), query));
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/test',
    operationId: 'testWebhookEndpoint',
    tags,
    summary: 'Send a test event to an endpoint',
    security,
    request: { params },
    responses: answers({ 202: json(eventQueued, 'It is on its way.') }, 401, 403, 404, 409),
  });
  app.post('/v1/webhook-endpoints/:id/test', requireScope('webhooks:manage'), async (c) =>
    c.json(await sendTestEvent(context, c.get('key').companyId, endpointIdOf(c)), 202),
  );
}
