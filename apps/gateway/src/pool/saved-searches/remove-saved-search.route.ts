import { withCompany } from '@goen/case-store';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { removeSearch } from './saved-searches.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/saved-searches/{id}',
  operationId: 'removeSavedSearch',
  tags: ['candidates'],
  summary: 'Delete a saved search',
  access: apiKey('candidates:write'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Deleted.' } },
});

export function addRemoveSavedSearch(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const [companyId, actor] = [c.get('companyId'), readActor(c)];
    await withCompany(context.orm, companyId, (em) => removeSearch(em, companyId, c.req.valid('param').id, actor));
    return c.body(null, 204);
  });
}
