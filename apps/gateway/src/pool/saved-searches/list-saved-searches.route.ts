import { withCompany } from '@goen/case-store';
import { savedSearchList } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listSavedSearches } from './saved-searches.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/saved-searches',
  operationId: 'listSavedSearches',
  tags: ['candidates'],
  summary: 'List the saved searches of your company',
  description: 'By name. A filter that no longer exists is ignored and listed in `ignored_filters`.',
  access: apiKey('candidates:read'),
  responses: { 200: jsonResponse(savedSearchList, 'All saved searches.') },
});

export function addListSavedSearches(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    return c.json({ items: await withCompany(context.orm, companyId, (em) => listSavedSearches(em, companyId)) }, 200);
  });
}
