import { operatorCompany } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { resumeOperatorCompany } from './change-company.ts';

const route = defineOperatorRoute({
  method: 'post',
  path: '/operator/companies/{id}/resume',
  operationId: 'resumeCompany',
  tags: ['operator-companies'],
  summary: 'Resume a suspended company',
  description:
    'Mails that were due in the meantime leave over the next sending windows. Results whose rejection has become too old wait for a member, and follow-ups whose day has passed are skipped.',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(operatorCompany, 'The company.') },
});

export function addResumeCompany(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) =>
    c.json(await resumeOperatorCompany(context, c.req.valid('param').id, readActor(c)), 200),
  );
}
