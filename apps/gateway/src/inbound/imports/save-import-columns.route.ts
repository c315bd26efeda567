import { importColumns, importView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { saveImportColumns } from './change-import.ts';
import { viewImport } from './view-import.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/imports/{id}/columns',
  operationId: 'saveImportColumns',
  tags: ['imports'],
  summary: 'Map the columns of a file',
  description:
    'For an import in state `needs_columns`; its `proposal` shows the header and a proposed mapping. The mapping also applies to later files of the connection. Without a column for `rejected_at`, say what happens to rejections without a date (`undated_rejections`).',
  access: apiKey('imports:write'),
  idempotent: true,
  problems: ['import_not_ready', 'connection_paused'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(importColumns, {
      columns: { application_id: '応募ID', full_name: '氏名', emails: 'メールアドレス', status: '選考ステータス' },
      undated_rejections: 'no_rejection_mail',
    }),
  },
  responses: { 202: jsonResponse(importView, 'The import, queued.') },
});

export function addSaveImportColumns(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const row = await saveImportColumns(context, c.get('companyId'), { id, body: c.req.valid('json') }, readActor(c));
    return c.json(viewImport(row), 202);
  });
}
