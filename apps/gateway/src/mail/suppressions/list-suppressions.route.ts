import { suppressionPage, suppressionQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listSuppressions } from './list-suppressions.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/suppressions',
  operationId: 'listSuppressions',
  tags: ['suppressions'],
  summary: 'List the addresses that must not be mailed',
  description: 'Addresses are kept only as keyed hashes, so that a suppression outlives the erasure of a person.',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { query: suppressionQuery },
  responses: { 200: jsonResponse(suppressionPage, 'A page of suppressions.') },
});

export function addListSuppressions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listSuppressions(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
