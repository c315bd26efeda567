import { connectionPage, connectionQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listConnections } from './list-connections.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/connections',
  operationId: 'listConnections',
  tags: ['connections'],
  summary: 'List your connections, newest first',
  access: apiKey('connections:manage'),
  request: { query: connectionQuery },
  responses: { 200: jsonResponse(connectionPage, 'A page of connections.') },
});

export function addListConnections(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listConnections(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
