import { connectionPatch, connectionView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { changeConnection } from './save-connection.ts';
import { viewConnection } from './view-connection.ts';

const route = defineRoute({
  method: 'patch',
  path: '/v1/connections/{id}',
  operationId: 'changeConnection',
  tags: ['connections'],
  summary: 'Change, pause or resume a connection',
  description: 'Fields that you leave out stay as they are.',
  access: apiKey('connections:manage'),
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(connectionPatch, { state: 'paused' }) },
  responses: { 200: jsonResponse(connectionView, 'The changed connection.') },
});

export function addChangeConnection(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const connection = await changeConnection(context, c.get('companyId'), id, c.req.valid('json'), readActor(c));
    return c.json(viewConnection(connection, context), 200);
  });
}
