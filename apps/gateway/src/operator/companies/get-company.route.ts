import { operatorCompany } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { getOperatorCompany } from './list-companies.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/companies/{id}',
  operationId: 'getOperatorCompany',
  tags: ['operator-companies'],
  summary: 'Get a company, with what is still missing before it can start',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(operatorCompany, 'The company.') },
});

export function addGetOperatorCompany(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await getOperatorCompany(context, c.req.valid('param').id), 200));
}
