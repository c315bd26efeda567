import { waitingApplicationPage, waitingApplicationQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listWaitingApplications } from './list-waiting-applications.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/waiting-applications',
  operationId: 'listWaitingApplications',
  tags: ['cases'],
  summary: 'List applications that have not moved for long, the longest wait first',
  description: `
People who are still in selection and hear nothing: as polls, files and hooks last said. Ids only: open an application
in your ATS by its \`url\`.`,
  access: apiKey('cases:read'),
  request: { query: waitingApplicationQuery },
  responses: { 200: jsonResponse(waitingApplicationPage, 'A page of applications, and how many there are.') },
});

export function addListWaitingApplications(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listWaitingApplications(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
