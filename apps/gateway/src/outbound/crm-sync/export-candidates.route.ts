import { defineRoute, rawResponse } from '@goen/service-kit';
import { z } from 'zod';
import { streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { exportCandidates } from './export-candidates.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/connections/{id}/export.csv',
  operationId: 'exportCandidates',
  tags: ['connections'],
  summary: 'Export the pool as a CSV file',
  description:
    'For connections of kind `talentcloud`, with the columns and the encoding of its settings. When the encoding lacks a character, the response is 422 `text_not_in_encoding` without a file.',
  access: apiKey('connections:manage', 'candidates:read'),
  problems: ['text_not_in_encoding'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: rawResponse('text/csv', 'The file.') },
});

export function addExportCandidates(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const file = await exportCandidates(context, c.get('companyId'), c.req.valid('param').id);
    c.header('content-type', `text/csv; charset=${file.charset}`);
    c.header('content-disposition', 'attachment; filename="candidates.csv"');
    return streamFile(c, context, file.parts());
  });
}
