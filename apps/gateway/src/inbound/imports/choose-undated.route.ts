import { importView, undatedChoice } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { chooseUndated } from './change-import.ts';
import { viewImport } from './view-import.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/imports/{id}/undated-rejections',
  operationId: 'chooseUndatedRejections',
  tags: ['imports'],
  summary: 'Choose whether rejections without a date get a rejection mail',
  description: `
For a finished dry run: saves the choice for its connection, for this file and later ones, and repeats the dry run.`,
  access: apiKey('imports:write'),
  idempotent: true,
  problems: ['import_not_ready', 'import_file_deleted', 'connection_paused'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(undatedChoice, { undated_rejections: 'no_rejection_mail' }),
  },
  responses: { 202: jsonResponse(importView, 'The dry run, queued.') },
});

export function addChooseUndated(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const choice = { id: c.req.valid('param').id, ...c.req.valid('json') };
    const row = await chooseUndated(context, c.get('companyId'), choice, readActor(c));
    return c.json(viewImport(row), 202);
  });
}
