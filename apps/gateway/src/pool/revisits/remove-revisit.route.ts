import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { removeRevisit } from './revisits.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/candidates/{id}/revisit',
  operationId: 'removeRevisit',
  tags: ['candidates'],
  summary: 'Delete the date to come back to a former candidate',
  access: apiKey('candidates:read', 'positions:write'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'It is deleted.' } },
});

export function addRemoveRevisit(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    await removeRevisit(context, c.get('companyId'), c.req.valid('param').id, readActor(c));
    return c.body(null, 204);
  });
}
