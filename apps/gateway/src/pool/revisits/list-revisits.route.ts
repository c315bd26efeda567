import { revisitPage, revisitQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listRevisits } from './revisits.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/revisits',
  operationId: 'listRevisits',
  tags: ['candidates'],
  summary: 'List the people to come back to, the soonest first',
  access: apiKey('candidates:read'),
  request: { query: revisitQuery },
  responses: { 200: jsonResponse(revisitPage, 'A page of dates.') },
});

export function addListRevisits(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listRevisits(context, c.get('companyId'), c.req.valid('query')), 200));
}
