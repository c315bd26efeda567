import { operatorCasePage, operatorCaseQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listOperatorCases } from './list-cases.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/cases',
  operationId: 'listOperatorCases',
  tags: ['operator-cases'],
  summary: 'List the open cases of all companies by the time at which they wake, with the reason why they wait',
  request: { query: operatorCaseQuery },
  responses: { 200: jsonResponse(operatorCasePage, 'A page of cases.') },
});

export function addListOperatorCases(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listOperatorCases(context, c.req.valid('query')), 200));
}
