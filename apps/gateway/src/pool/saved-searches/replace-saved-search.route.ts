import { withCompany } from '@goen/case-store';
import { savedSearch, saveSearchRequest } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { exampleSearch } from './save-search.route.ts';
import { saveSearch } from './saved-searches.ts';

const route = defineRoute({
  method: 'put',
  path: '/v1/saved-searches/{id}',
  operationId: 'replaceSavedSearch',
  tags: ['candidates'],
  summary: 'Rename a saved search, or change its filters',
  access: apiKey('candidates:write'),
  problems: ['name_taken'],
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(saveSearchRequest, exampleSearch) },
  responses: { 200: jsonResponse(savedSearch, 'The saved search.') },
});

export function addReplaceSavedSearch(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const save = { ...c.req.valid('json'), companyId, actor: readActor(c), now: context.now() };
    const { id } = c.req.valid('param');
    return c.json(await withCompany(context.orm, companyId, (em) => saveSearch(em, save, id)), 200);
  });
}
