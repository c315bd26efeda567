import { operatorCompanyPage, operatorCompanyQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listCompanies } from './list-companies.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/companies',
  operationId: 'listOperatorCompanies',
  tags: ['operator-companies'],
  summary: 'List the companies, newest first, with what is still missing before they can start',
  request: { query: operatorCompanyQuery },
  responses: { 200: jsonResponse(operatorCompanyPage, 'A page of companies.') },
});

export function addListCompanies(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listCompanies(context, c.req.valid('query')), 200));
}
