import { importStatusChoice, importView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { addImportStatus } from './change-import.ts';
import { viewImport } from './view-import.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/imports/{id}/statuses',
  operationId: 'addImportStatus',
  tags: ['imports'],
  summary: 'Let a status that was ignored count',
  description: `
For a finished dry run: adds the status to those that mean a rejection (or an offer) for its connection, in this file and
later ones, and repeats the dry run.`,
  access: apiKey('imports:write'),
  idempotent: true,
  problems: ['import_not_ready', 'import_file_deleted', 'connection_paused'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(importStatusChoice, { status: '不採用(スキル不足)', means: 'rejection' }),
  },
  responses: { 202: jsonResponse(importView, 'The dry run, queued.') },
});

export function addAddImportStatus(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const choice = { id: c.req.valid('param').id, ...c.req.valid('json') };
    const row = await addImportStatus(context, c.get('companyId'), choice, readActor(c));
    return c.json(viewImport(row), 202);
  });
}
