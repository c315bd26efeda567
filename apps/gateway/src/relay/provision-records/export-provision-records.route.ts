import { defineRoute, rawResponse } from '@goen/service-kit';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { exportProvisionRecords } from './export-provision-records.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/provision-records/export',
  operationId: 'exportProvisionRecords',
  tags: ['records'],
  summary: 'Export all records as a CSV file',
  description: 'UTF-8 with a BOM; the column names are Japanese.',
  access: apiKey('records:read'),
  responses: { 200: rawResponse('text/csv', 'The file.') },
});

export function addExportProvisionRecords(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, (c) => {
    setCsvHeaders(c, 'provision-records');
    return streamFile(c, context, exportProvisionRecords(context, c.get('companyId')));
  });
}
