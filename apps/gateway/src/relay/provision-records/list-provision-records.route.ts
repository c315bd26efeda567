import { provisionRecordPage, provisionRecordQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse, readSeqCursor } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listProvisionRecords } from './list-provision-records.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/provision-records',
  operationId: 'listProvisionRecords',
  tags: ['records'],
  summary: 'List your records of third-party provisions, oldest first',
  description: 'They hold exactly the items that 個人情報保護法 Art. 29 and 30 require, and are kept for three years.',
  access: apiKey('records:read'),
  request: { query: provisionRecordQuery },
  responses: { 200: jsonResponse(provisionRecordPage, 'A page of records.') },
});

export function addListProvisionRecords(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { cursor, limit } = c.req.valid('query');
    const after = readSeqCursor(cursor);
    return c.json(await listProvisionRecords(context, c.get('companyId'), { after, limit }), 200);
  });
}
