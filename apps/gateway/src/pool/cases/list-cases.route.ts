import { casePage, caseQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listCases } from './list-cases.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/cases',
  operationId: 'listCases',
  tags: ['cases'],
  summary: 'List cases, newest first',
  access: apiKey('cases:read'),
  request: { query: caseQuery },
  responses: { 200: jsonResponse(casePage, 'A page of cases.') },
});

export function addListCases(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listCases(context, c.get('companyId'), c.req.valid('query')), 200));
}
