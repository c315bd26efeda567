import { withCompany } from '@goen/case-store';
import { savedSearch, saveSearchRequest } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { saveSearch } from './saved-searches.ts';

export const exampleSearch = { name: '東京のTypeScript', query: { tag: ['TypeScript'], prefecture: '東京都' } };

const route = defineRoute({
  method: 'post',
  path: '/v1/saved-searches',
  operationId: 'saveSearch',
  tags: ['candidates'],
  summary: 'Save a search of your pool',
  description: 'Everybody in your company sees it. Up to 200, each with a name of its own.',
  access: apiKey('candidates:write'),
  idempotent: true,
  problems: ['name_taken', 'too_many_searches'],
  request: { body: jsonBody(saveSearchRequest, exampleSearch) },
  responses: { 201: jsonResponse(savedSearch, 'The saved search.') },
});

export function addSaveSearch(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const save = { ...c.req.valid('json'), companyId, actor: readActor(c), now: context.now() };
    return c.json(await withCompany(context.orm, companyId, (em) => saveSearch(em, save, null)), 201);
  });
}
