import { importRowCorrection, importRowView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { correctImportRow } from './correct-import-row.ts';

const route = defineRoute({
  method: 'patch',
  path: '/v1/imports/{id}/rows/{row}',
  operationId: 'correctImportRow',
  tags: ['imports'],
  summary: 'Correct the cells of a row that was refused or has no usable address',
  description: `
For a finished dry run whose file is still kept. The file is then read with these cells, by \`POST …/recheck\` and when it is
imported; the row stays as it is until then. What else is refused stays refused: the import takes the good rows only.`,
  access: apiKey('imports:write'),
  problems: ['not_found', 'import_not_ready', 'import_file_deleted'],
  request: {
    params: z.object({ id: z.uuid(), row: z.coerce.number().int().min(1).max(2_000_000) }),
    body: jsonBody(importRowCorrection, { cells: { メールアドレス: 'yuki@example.jp' } }),
  },
  responses: { 200: jsonResponse(importRowView, 'The row.') },
});

export function addCorrectImportRow(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id, row } = c.req.valid('param');
    const correction = { id, row, cells: c.req.valid('json').cells, actor: readActor(c) };
    return c.json(await correctImportRow(context, c.get('companyId'), correction), 200);
  });
}
