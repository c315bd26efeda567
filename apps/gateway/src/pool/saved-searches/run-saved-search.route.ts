import { withCompany } from '@goen/case-store';
import { poolQuery, savedSearchCandidates } from '@goen/contracts/public';
import { defineRoute, jsonResponse, readCursor } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listCandidates } from '../candidates/list-candidates.ts';
import { findSavedSearch, readFilters } from './saved-searches.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/saved-searches/{id}/candidates',
  operationId: 'runSavedSearch',
  tags: ['candidates'],
  summary: 'List the candidates that a saved search finds now',
  description: 'As `GET /v1/candidates` with its filters. Those that no longer exist are ignored, and listed.',
  access: apiKey('candidates:read'),
  request: { params: z.object({ id: z.uuid() }), query: poolQuery.pick({ cursor: true, limit: true }) },
  responses: { 200: jsonResponse(savedSearchCandidates, 'A page of candidates.') },
});

export function addRunSavedSearch(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const query = c.req.valid('query');
    readCursor(query.cursor);
    const row = await withCompany(context.orm, companyId, (em) => findSavedSearch(em, id));
    const { filters, ignored } = readFilters(row);
    const page = await listCandidates(context, companyId, { ...filters, ...query });
    return c.json({ ...page, ignored_filters: ignored }, 200);
  });
}
