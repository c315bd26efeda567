import { importRowPage, importRowQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findFileImport, listImportRows } from './list-imports.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/imports/{id}/rows',
  operationId: 'listImportRows',
  tags: ['imports'],
  summary: 'List the rows of an import, in the order of the file',
  description:
    'Refused rows and those with `dropped_fields`; for a dry run, all rows that report a rejection. Kept for 30 days.',
  access: apiKey('imports:read'),
  request: { params: z.object({ id: z.uuid() }), query: importRowQuery },
  responses: { 200: jsonResponse(importRowPage, 'A page of rows.') },
});

export function addListImportRows(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const row = await findFileImport(context, c.get('companyId'), c.req.valid('param').id);
    return c.json(await listImportRows(context, row, c.req.valid('query')), 200);
  });
}
