import { resultFactPage, resultFactsQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../../http/gateway-app.ts';
import { apiKey } from '../../../identity/require-key.ts';
import { listResultFacts } from './list-result-facts.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/reports/results/facts',
  operationId: 'listResultFacts',
  tags: ['reports'],
  summary: 'List the facts that a number of the results counts',
  access: apiKey('reports:read'),
  request: { query: resultFactsQuery },
  responses: { 200: jsonResponse(resultFactPage, 'A page of facts.') },
});

export function addListResultFacts(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listResultFacts(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
