import { importView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findFileImport } from './list-imports.ts';
import { viewImport } from './view-import.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/imports/{id}',
  operationId: 'getImport',
  tags: ['imports'],
  summary: 'Get an import, its progress and its counts',
  access: apiKey('imports:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(importView, 'The import.') },
});

export function addGetImport(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const row = await findFileImport(context, c.get('companyId'), c.req.valid('param').id);
    return c.json(viewImport(row), 200);
  });
}
