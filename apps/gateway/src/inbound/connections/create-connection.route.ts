import { connectionView, newConnection } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { createConnection } from './save-connection.ts';
import { viewConnection } from './view-connection.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/connections',
  operationId: 'createConnection',
  tags: ['connections'],
  summary: 'Connect a system',
  description: 'Secrets are stored encrypted and never returned.',
  access: apiKey('connections:manage'),
  idempotent: true,
  problems: ['too_many_connections'],
  request: {
    body: jsonBody(newConnection, {
      kind: 'greenhouse',
      name: 'Greenhouse 本社',
      secrets: { signing_key: 'a-key-that-you-also-set-in-greenhouse' },
    }),
  },
  responses: { 201: jsonResponse(connectionView, 'The new connection.') },
});

export function addCreateConnection(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const connection = await createConnection(context, c.get('companyId'), c.req.valid('json'), readActor(c));
    return c.json(viewConnection(connection, context), 201);
  });
}
