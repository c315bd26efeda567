import { registrationPage, registrationQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listRegistrations } from './list-registrations.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/registrations',
  operationId: 'listRegistrations',
  tags: ['registrations'],
  summary: 'List the people who registered through your template, the latest first',
  description:
    'Those whose rejection is not confirmed, unless you ask for another state. A registration of a person whose rejection you report is confirmed by itself.',
  access: apiKey('candidates:read'),
  request: { query: registrationQuery },
  responses: { 200: jsonResponse(registrationPage, 'A page of registrations.') },
});

export function addListRegistrations(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listRegistrations(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
