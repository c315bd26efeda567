import { operatorComplaintPage, operatorComplaintQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listOperatorComplaints } from './complaints.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/complaints',
  operationId: 'listOperatorComplaints',
  tags: ['operator-books'],
  summary: 'List the complaints of candidates to the operator, oldest first',
  request: { query: operatorComplaintQuery },
  responses: { 200: jsonResponse(operatorComplaintPage, 'A page of complaints.') },
});

export function addListComplaints(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listOperatorComplaints(context, c.req.valid('query')), 200));
}
