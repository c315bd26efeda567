import { poolExportQuery } from '@goen/contracts/public';
import { defineRoute, rawResponse } from '@goen/service-kit';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { apiKey } from '../../identity/require-key.ts';
import { exportPool } from './export-pool.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/candidates/export',
  operationId: 'exportPool',
  tags: ['candidates'],
  summary: 'Export your talent pool as CSV',
  description:
    'With the filters of `GET /v1/candidates`. UTF-8 with a BOM; the column names are Japanese. That it was exported is in the audit log.',
  access: apiKey('candidates:read'),
  request: { query: poolExportQuery },
  responses: { 200: rawResponse('text/csv', 'The file, the latest rejection first.') },
});

export function addExportPool(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const query = c.req.valid('query');
    const companyId = c.get('companyId');
    const parts = await exportPool(context, companyId, query);
    const data = { filters: Object.keys(query) };
    const subject = { type: 'company', id: companyId };
    await auditRequest(context, c, { action: 'candidates.exported', subject, data });
    setCsvHeaders(c, 'candidates');
    return streamFile(c, context, parts);
  });
}
