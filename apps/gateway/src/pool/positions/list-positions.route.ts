import { positionPage, positionQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listPositions } from './list-positions.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/positions',
  operationId: 'listPositions',
  tags: ['positions'],
  summary: 'List your positions, newest first',
  access: apiKey('positions:read'),
  request: { query: positionQuery },
  responses: { 200: jsonResponse(positionPage, 'A page of positions.') },
});

export function addListPositions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listPositions(context, c.get('companyId'), c.req.valid('query')), 200));
}
