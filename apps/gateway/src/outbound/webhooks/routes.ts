import { WebhookEndpoint, withCompany } from '@goen/case-store';
import { changeEndpoint, eventQueued, replayEvent, webhookEndpoint, webhookEndpoints } from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import type { Context } from 'hono';
import { z } from 'zod';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { saveEndpoint } from './endpoints.ts';
import { replay } from './queue-events.ts';
import { viewEndpoint } from './views.ts';

const tags = ['webhooks'];
const params = z.object({ id: z.uuid() });

/** Where a company wants to hear of its events. What answers with a secret is in `secret-routes.ts`. */
export function webhookRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/webhook-endpoints',
    operationId: 'listWebhookEndpoints',
    tags,
    summary: 'Your endpoints, the oldest first',
    security,
    responses: answers({ 200: json(webhookEndpoints, 'All endpoints.') }, 401, 403),
  });
  app.get('/v1/webhook-endpoints', requireScope('webhooks:manage'), async (c) => {
    const { companyId } = c.get('key');
    const found = await withCompany(context.orm, companyId, (em) =>
      em.find(WebhookEndpoint, { companyId }, { orderBy: { createdAt: 'asc', id: 'asc' } }),
    );
    return c.json({ items: found.map(viewEndpoint) });
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/webhook-endpoints/{id}',
    operationId: 'getWebhookEndpoint',
    tags,
    summary: 'One endpoint and its state',
    security,
    request: { params },
    responses: answers({ 200: json(webhookEndpoint, 'The endpoint.') }, 401, 403, 404),
  });
  app.get('/v1/webhook-endpoints/:id', requireScope('webhooks:manage'), async (c) => {
    const where = { id: endpointIdOf(c), companyId: c.get('key').companyId };
    const found = await withCompany(context.orm, where.companyId, (em) => em.findOne(WebhookEndpoint, where));
    if (found === null) throw new HttpProblem('not_found');
    return c.json(viewEndpoint(found));
  });

  app.openAPIRegistry.registerPath({
    method: 'patch',
    path: '/v1/webhook-endpoints/{id}',
    operationId: 'changeWebhookEndpoint',
    tags,
    summary: 'Change its URL or types; disable or enable it',
    description: 'Disabling drops what still waits for the endpoint; a replay sends it after all.',
    security,
    request: { params, body: { required: true, content: { 'application/json': { schema: changeEndpoint } } } },
    responses: answers({ 200: json(webhookEndpoint, 'The endpoint.') }, 400, 401, 403, 404, 413, 415, 422),
  });
  app.patch('/v1/webhook-endpoints/:id', requireScope('webhooks:manage'), async (c) => {
    const change = storable(await readJson(c, changeEndpoint));
    return c.json(await saveEndpoint(context, c.get('key').companyId, endpointIdOf(c), change));
  });

  app.openAPIRegistry.registerPath({
    method: 'delete',
    path: '/v1/webhook-endpoints/{id}',
    operationId: 'deleteWebhookEndpoint',
    tags,
    summary: 'Delete an endpoint with its deliveries',
    security,
    request: { params },
    responses: answers({ 204: { description: 'Deleted.' } }, 401, 403, 404),
  });
  app.delete('/v1/webhook-endpoints/:id', requireScope('webhooks:manage'), async (c) => {
    const where = { id: endpointIdOf(c), companyId: c.get('key').companyId };
    const deleted = await withCompany(context.orm, where.companyId, (em) => em.nativeDelete(WebhookEndpoint, where));
    if (deleted === 0) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/webhook-events/{id}/replay',
    operationId: 'replayWebhookEvent',
    tags,
    summary: 'Send an event again, under the same id',
    security,
    request: { params, body: { required: true, content: { 'application/json': { schema: replayEvent } } } },
    responses: answers({ 202: json(eventQueued, 'It is on its way.') }, 400, 401, 403, 404, 409, 413, 415, 422),
  });
  app.post('/v1/webhook-events/:id/replay', requireScope('webhooks:manage'), async (c) => {
    const { endpoint_id: endpointId } = await readJson(c, replayEvent);
    return c.json(await replay(context, c.get('key').companyId, endpointIdOf(c), endpointId), 202);
  });
}

/** The id of the path; what is no id is not found. */
export function endpointIdOf(c: Context): string {
  const { data } = z.uuid().safeParse(c.req.param('id'));
  if (data === undefined) throw new HttpProblem('not_found');
  return data;
}
