import { operatorErasurePage, operatorErasureQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listErasures } from './list-erasures.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/erasures',
  operationId: 'listOperatorErasures',
  tags: ['operator-platform'],
  summary: 'List erased candidates of all companies, the latest first',
  request: { query: operatorErasureQuery },
  responses: { 200: jsonResponse(operatorErasurePage, 'A page of erasures.') },
});

export function addListErasures(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listErasures(context, c.req.valid('query')), 200));
}
