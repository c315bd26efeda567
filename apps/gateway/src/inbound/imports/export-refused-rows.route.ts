import { defineRoute, rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { exportRefusedRows } from './export-refused-rows.ts';
import { findFileImport } from './list-imports.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/imports/{id}/refused.csv',
  operationId: 'getRefusedRows',
  tags: ['imports'],
  summary: 'Download the refused rows, to correct them and import them again',
  access: apiKey('imports:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: rawResponse('text/csv', 'The rows with their reasons, as UTF-8 with a BOM.') },
});

export function addExportRefusedRows(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const row = await findFileImport(context, c.get('companyId'), c.req.valid('param').id);
    setCsvHeaders(c, 'refused');
    return streamFile(c, context, exportRefusedRows(context, row));
  });
}
