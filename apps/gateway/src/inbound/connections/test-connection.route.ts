import { connectionTest } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
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
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const tested = await testConnection(context, c.get('companyId'), id);
    const subject = { type: 'connection', id };
    await auditRequest(context, c, { action: 'connection.tested', subject, data: { ok: tested.ok } });
    return c.json(tested, 200);
  });
}
