import { type Connection, withCompany } from '@goen/case-store';
import { hookDelivery, hookDeliveryPage, hookDeliveryQuery, hookReplay, maxHookBytes } from '@goen/contracts/public';
import { HttpProblem } from '@goen/service-kit';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext, GatewayEnv } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { connectionIdOf } from '../connections/routes.ts';
import { findConnection } from '../connections/save-connection.ts';
import { listDeliveries, replayOpen, viewDelivery } from './list-deliveries.ts';
import { replayDelivery, takeDelivery } from './take-delivery.ts';

const tags = ['connections'];

/** Where systems call us. To be mounted ahead of what asks for an API key: they show a secret of their own. */
export function hookRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/hooks/{connection}',
    operationId: 'takeWebhook',
    tags,
    summary: 'For the webhooks of your ATS',
    description: `Signed as the system of the connection does it; at most ${maxHookBytes / 1024} kB. Answers 200 once all of it is kept, also when nothing comes of it.`,
    security: [],
    request: { params: z.object({ connection: z.uuid() }) },
    responses: answers({ 200: json(z.object({ received: z.literal(true) }), 'It is kept.') }, 401, 404, 413),
  });
  const tooLarge = () => {
    throw new HttpProblem('body_too_large');
  };
  app.post('/v1/hooks/:connection', bodyLimit({ maxSize: maxHookBytes, onError: tooLarge }), async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    const request = { headers: c.req.raw.headers, url: new URL(c.req.url), body };
    await takeDelivery(context, connectionIdOf(c.req.param('connection')), request);
    return c.json({ received: true });
  });
}

/** The journal of what came, and doing it again. */
export function hookDeliveryRoutes(app: GatewayApp, context: GatewayContext): void {
  const scope = requireScope('connections:manage');
  const params = z.object({ id: z.uuid() });
  const connectionOf = (c: Context<GatewayEnv>): Promise<Connection> => {
    const { companyId } = c.get('key');
    const id = connectionIdOf(c.req.param('id'));
    return withCompany(context.orm, companyId, (em) => findConnection(em, companyId, id));
  };

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/connections/{id}/deliveries',
    operationId: 'listHookDeliveries',
    tags,
    summary: 'What a system sent by webhook and what came of it, the newest first',
    security,
    request: { params, query: hookDeliveryQuery },
    responses: answers({ 200: json(hookDeliveryPage, 'A page of deliveries.') }, 400, 401, 403, 404, 422),
  });
  app.get('/v1/connections/:id/deliveries', scope, async (c) =>
    c.json(await listDeliveries(context, await connectionOf(c), readQuery(c, hookDeliveryQuery))),
  );

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/connections/{id}/deliveries/replay',
    operationId: 'replayHookDeliveries',
    tags,
    summary: 'Do again what was held, refused or broken off',
    security,
    request: { params },
    responses: answers({ 200: json(hookReplay, 'What it came to.') }, 401, 403, 404),
  });
  app.post('/v1/connections/:id/deliveries/replay', scope, async (c) =>
    c.json(await replayOpen(context, await connectionOf(c))),
  );

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/connections/{id}/deliveries/{delivery}/replay',
    operationId: 'replayHookDelivery',
    tags,
    summary: 'Do a delivery again; what was done stays done',
    security,
    request: { params: params.extend({ delivery: z.uuid() }) },
    responses: answers({ 200: json(hookDelivery, 'The delivery.') }, 401, 403, 404),
  });
  app.post('/v1/connections/:id/deliveries/:delivery/replay', scope, async (c) => {
    const connection = await connectionOf(c);
    return c.json(viewDelivery(await replayDelivery(context, connection, connectionIdOf(c.req.param('delivery')))));
  });
}
