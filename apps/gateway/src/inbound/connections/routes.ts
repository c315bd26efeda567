import { Connection, withCompany } from '@goen/case-store';
import {
  connectionKinds as connectionKindsView,
  connectionPage,
  connectionPatch,
  connectionQuery,
  connectionTest,
  connectionView,
  newConnection,
} from '@goen/contracts/public';
import { HttpProblem, readJson, storable } from '@goen/service-kit';
import { z } from 'zod';
import { pageOf, readCursor, readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { idempotencyHeader } from '../../http/idempotency/idempotency.ts';
import { requireScope } from '../../identity/require-key.ts';
import { addConnection, changeConnection, deleteConnection, findConnection } from './save-connection.ts';
import { testConnection } from './test-connection.ts';
import { connectionKinds, viewKind } from './vendors.ts';
import { viewConnection } from './view-connection.ts';

const tags = ['connections'];
const pathId = z.object({ id: z.uuid() });
const bodyOf = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

/** Throws `not_found` for what is no id. */
export function connectionIdOf(id: string | undefined): string {
  const read = z.uuid().safeParse(id);
  if (!read.success) throw new HttpProblem('not_found');
  return read.data;
}

/** The systems of a company that rejections come from and candidates go to. */
export function connectionRoutes(app: GatewayApp, context: GatewayContext): void {
  const scope = requireScope('connections:manage');

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/connection-kinds',
    operationId: 'listConnectionKinds',
    tags,
    summary: 'The systems that can be connected, and what each has to be told',
    security,
    responses: answers({ 200: json(connectionKindsView, 'Every kind.') }, 401, 403),
  });
  app.get('/v1/connection-kinds', scope, (c) => c.json({ items: [...connectionKinds.values()].map(viewKind) }));

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/connections',
    operationId: 'createConnection',
    tags,
    summary: 'Connect a system',
    description: 'Secrets are kept encrypted and never shown again.',
    security,
    request: { headers: idempotencyHeader, body: bodyOf(newConnection) },
    responses: answers({ 201: json(connectionView, 'The connection.') }, 400, 401, 403, 409, 413, 415, 422),
  });
  app.post('/v1/connections', scope, async (c) => {
    const given = await readJson(c, newConnection);
    const row = await addConnection(context, c.get('key').companyId, storable(given));
    return c.json(viewConnection(row, context), 201);
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/connections',
    operationId: 'listConnections',
    tags,
    summary: 'Your connections and how they fare, the newest first',
    security,
    request: { query: connectionQuery },
    responses: answers({ 200: json(connectionPage, 'A page of connections.') }, 400, 401, 403, 422),
  });
  app.get('/v1/connections', scope, async (c) => {
    const { cursor, limit } = readQuery(c, connectionQuery);
    const { companyId } = c.get('key');
    const after = readCursor(cursor);
    const older = after && {
      $or: [{ createdAt: { $lt: after.at } }, { createdAt: after.at, id: { $lt: after.id } }],
    };
    const rows = await withCompany(context.orm, companyId, (em) =>
      em.find(
        Connection,
        { companyId, state: { $ne: 'deleted' }, ...older },
        { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
      ),
    );
    const view = (row: Connection) => viewConnection(row, context);
    return c.json(pageOf(rows, limit, view, ({ createdAt, id }) => ({ at: createdAt, id })));
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/connections/{id}',
    operationId: 'getConnection',
    tags,
    summary: 'A connection and how it fares',
    security,
    request: { params: pathId },
    responses: answers({ 200: json(connectionView, 'The connection.') }, 401, 403, 404),
  });
  app.get('/v1/connections/:id', scope, async (c) => {
    const { companyId } = c.get('key');
    const id = connectionIdOf(c.req.param('id'));
    const row = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, id));
    return c.json(viewConnection(row, context));
  });

  app.openAPIRegistry.registerPath({
    method: 'patch',
    path: '/v1/connections/{id}',
    operationId: 'changeConnection',
    tags,
    summary: 'Change, pause or resume a connection; what is left out stays',
    security,
    request: { params: pathId, body: bodyOf(connectionPatch) },
    responses: answers({ 200: json(connectionView, 'The connection.') }, 400, 401, 403, 404, 413, 415, 422),
  });
  app.patch('/v1/connections/:id', scope, async (c) => {
    const id = connectionIdOf(c.req.param('id'));
    const patch = storable(await readJson(c, connectionPatch));
    return c.json(viewConnection(await changeConnection(context, c.get('key').companyId, id, patch), context));
  });

  app.openAPIRegistry.registerPath({
    method: 'delete',
    path: '/v1/connections/{id}',
    operationId: 'deleteConnection',
    tags,
    summary: 'Forget a connection and its secrets; what came by it stays',
    security,
    request: { params: pathId },
    responses: answers({ 204: { description: 'It is gone.' } }, 401, 403, 404),
  });
  app.delete('/v1/connections/:id', scope, async (c) => {
    await deleteConnection(context, c.get('key').companyId, connectionIdOf(c.req.param('id')));
    return c.body(null, 204);
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/connections/{id}/test',
    operationId: 'testConnection',
    tags,
    summary: 'Ask the system whether it lets us in',
    security,
    request: { params: pathId },
    responses: answers({ 200: json(connectionTest, 'What it said.') }, 401, 403, 404),
  });
  app.post('/v1/connections/:id/test', scope, async (c) =>
    c.json(await testConnection(context, c.get('key').companyId, connectionIdOf(c.req.param('id')))),
  );
}
