import { importPage, importQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listImports } from './list-imports.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/imports',
  operationId: 'listImports',
  tags: ['imports'],
  summary: 'List your imports, newest first',
  access: apiKey('imports:read'),
  request: { query: importQuery },
  responses: { 200: jsonResponse(importPage, 'A page of imports.') },
});

export function addListImports(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listImports(context, c.get('companyId'), c.req.valid('query')), 200));
}
