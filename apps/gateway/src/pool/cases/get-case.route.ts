import { caseView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { getCase } from './get-case.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/cases/{id}',
  operationId: 'getCase',
  tags: ['cases'],
  summary: 'Get a case: its facts as a timeline, its next step and when it is due',
  access: apiKey('cases:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(caseView, 'The case.') },
});

export function addGetCase(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await getCase(context, c.get('companyId'), c.req.valid('param').id), 200));
}
