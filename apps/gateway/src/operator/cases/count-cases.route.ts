import { operatorCaseCounts, operatorCaseCountsQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { countOperatorCases } from './list-cases.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/cases/counts',
  operationId: 'countOperatorCases',
  tags: ['operator-cases'],
  summary: 'Count the open cases by the reason why they wait',
  request: { query: operatorCaseCountsQuery },
  responses: { 200: jsonResponse(operatorCaseCounts, 'The counts.') },
});

export function addCountOperatorCases(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await countOperatorCases(context, c.req.valid('query').company_id), 200));
}
