import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { deleteConnection } from './save-connection.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/connections/{id}',
  operationId: 'deleteConnection',
  tags: ['connections'],
  summary: 'Delete a connection and its secrets',
  description: 'Rejections and candidates that it brought in stay.',
  access: apiKey('connections:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Deleted.' } },
});

export function addDeleteConnection(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    await deleteConnection(context, c.get('companyId'), c.req.valid('param').id, readActor(c));
    return c.body(null, 204);
  });
}
