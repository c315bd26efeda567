import { sharedAddressPage, sharedAddressQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listSharedAddresses } from './list-shared-addresses.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/shared-addresses',
  operationId: 'listSharedAddresses',
  tags: ['candidates'],
  summary: 'List the addresses that several candidates have, the latest first',
  description:
    'An address alone identifies nobody: couples share one, agencies enter their own. Candidates with different names get no mail until you decide whose address it is.',
  access: apiKey('candidates:read'),
  request: { query: sharedAddressQuery },
  responses: { 200: jsonResponse(sharedAddressPage, 'A page of addresses.') },
});

export function addListSharedAddresses(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listSharedAddresses(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
