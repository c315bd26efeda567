import { reportFactPage, reportFactsQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listReportFacts } from './list-report-facts.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/reports/relay/facts',
  operationId: 'relayReportFacts',
  tags: ['reports'],
  summary: 'List the facts that a number of the report counts',
  access: apiKey('reports:read'),
  request: { query: reportFactsQuery },
  responses: { 200: jsonResponse(reportFactPage, 'A page of facts.') },
});

export function addListReportFacts(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listReportFacts(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
