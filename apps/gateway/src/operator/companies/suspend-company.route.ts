import { companySuspension, operatorCompany } from '@goen/contracts/public';
import { jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { suspendOperatorCompany } from './change-company.ts';

const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/companies/{id}/suspend',
  operationId: 'suspendCompany',
  tags: ['operator-companies'],
  summary: 'Suspend a company: nothing leaves in its name, and its people and keys can only read',
  description: 'A repeat changes nothing, not even the reason.',
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(companySuspension, { because: '利用料金の未払い' }) },
  responses: { 200: jsonResponse(operatorCompany, 'The company.') },
});

export function addSuspendCompany(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const suspension = { companyId: c.req.valid('param').id, ...c.req.valid('json') };
    return c.json(await suspendOperatorCompany(context, suspension, readActor(c)), 200);
  });
}
