import { importView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { recheckImport } from './change-import.ts';
import { viewImport } from './view-import.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/imports/{id}/recheck',
  operationId: 'recheckImport',
  tags: ['imports'],
  summary: 'Repeat a dry run, with the rows that were corrected since',
  access: apiKey('imports:write'),
  idempotent: true,
  problems: ['import_not_ready', 'import_file_deleted'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 202: jsonResponse(importView, 'The dry run, queued.') },
});

export function addRecheckImport(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const row = await recheckImport(context, c.get('companyId'), c.req.valid('param').id, readActor(c));
    return c.json(viewImport(row), 202);
  });
}
