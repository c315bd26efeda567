import { today, todayQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../http/gateway-app.ts';
import { apiKey } from '../identity/require-key.ts';
import { readToday } from './read-today.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/today',
  operationId: 'getToday',
  tags: ['reports'],
  summary: 'What is waiting for somebody today, in numbers',
  description: 'Each number names the list that it counts.',
  access: apiKey('cases:read'),
  request: { query: todayQuery },
  responses: { 200: jsonResponse(today, 'The numbers.') },
});

export function addToday(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await readToday(context, c.get('companyId'), c.req.valid('query')), 200));
}
