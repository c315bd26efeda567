import { poolPage, poolQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listCandidates } from './list-candidates.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/candidates',
  operationId: 'listCandidates',
  tags: ['candidates'],
  summary: 'List your talent pool',
  description:
    'Former candidates by tags, names, address, job, prefecture and stage, and who leaves soon; the latest rejection first.',
  access: apiKey('candidates:read'),
  request: { query: poolQuery },
  responses: { 200: jsonResponse(poolPage, 'A page of candidates.') },
});

export function addListCandidates(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listCandidates(context, c.get('companyId'), c.req.valid('query')), 200));
}
