import { connectionTest } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { testConnection } from './test-connection.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/connections/{id}/test',
  operationId: 'testConnection',
  tags: ['connections'],
  summary: 'Check that the system accepts the stored secrets',
  access: apiKey('connections:manage'),
  idempotent: 'steps',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(connectionTest, 'The outcome.') },
});

export function addTestConnection(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await testConnection(context, c.get('companyId'), c.req.valid('param').id), 200),
  );
}
