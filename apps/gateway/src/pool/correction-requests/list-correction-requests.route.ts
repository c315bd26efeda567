import { withCompany } from '@goen/case-store';
import { correctionRequestPage, correctionRequestQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listCorrectionRequests } from './correction-requests.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/correction-requests',
  operationId: 'listCorrectionRequests',
  tags: ['candidates'],
  summary: 'List what candidates asked you to correct',
  description: 'They ask on their page. The latest first; without `state`, those that wait for an answer.',
  access: apiKey('candidates:read'),
  request: { query: correctionRequestQuery },
  responses: { 200: jsonResponse(correctionRequestPage, 'A page of requests.') },
});

export function addListCorrectionRequests(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const query = c.req.valid('query');
    return c.json(await withCompany(context.orm, companyId, (em) => listCorrectionRequests(em, companyId, query)), 200);
  });
}
