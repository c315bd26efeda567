import { operatorCase } from '@goen/contracts/public';
import { HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { findOperatorCase } from './list-cases.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/cases/{id}',
  operationId: 'getOperatorCase',
  tags: ['operator-cases'],
  summary: 'Get an open case: what it waits for, and since when',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(operatorCase, 'The case.') },
});

export function addGetOperatorCase(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const operatorCase = await findOperatorCase(context, c.req.valid('param').id);
    if (operatorCase === null) throw new HttpProblem('not_found');
    return c.json(operatorCase, 200);
  });
}
