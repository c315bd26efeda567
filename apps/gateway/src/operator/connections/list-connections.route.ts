import { operatorConnectionPage, operatorConnectionQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listOperatorConnections } from './list-connections.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/connections',
  operationId: 'listOperatorConnections',
  tags: ['operator-connections'],
  summary: 'List the connections of all companies, newest first, with what they accepted and refused',
  request: { query: operatorConnectionQuery },
  responses: { 200: jsonResponse(operatorConnectionPage, 'A page of connections.') },
});

export function addListOperatorConnections(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listOperatorConnections(context, c.req.valid('query')), 200));
}
