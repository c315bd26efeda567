import { withCompany } from '@goen/case-store';
import { connectionView } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findConnection } from './find-connection.ts';
import { viewConnection } from './view-connection.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/connections/{id}',
  operationId: 'getConnection',
  tags: ['connections'],
  summary: 'Get a connection, its counts and its last error',
  access: apiKey('connections:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(connectionView, 'The connection.') },
});

export function addGetConnection(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const connection = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, id));
    return c.json(viewConnection(connection, context), 200);
  });
}
