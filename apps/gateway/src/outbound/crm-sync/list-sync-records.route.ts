import { syncRecordPage, syncRecordQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listSyncRecords } from './sync-records.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/connections/{id}/records',
  operationId: 'listSyncRecords',
  tags: ['connections'],
  summary: 'List the candidates of a CRM connection and their sync state',
  description: 'In the order of candidate ids. `fault` says why a candidate is stuck.',
  access: apiKey('connections:manage'),
  problems: ['connection_takes_no_candidates'],
  request: { params: z.object({ id: z.uuid() }), query: syncRecordQuery },
  responses: { 200: jsonResponse(syncRecordPage, 'A page of candidates.') },
});

export function addListSyncRecords(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await listSyncRecords(context, c.get('companyId'), id, c.req.valid('query')), 200);
  });
}
