import { withCompany } from '@goen/case-store';
import { hookDeliveryPage, hookDeliveryQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findConnection } from '../connections/find-connection.ts';
import { listHookDeliveries } from './list-deliveries.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/connections/{id}/deliveries',
  operationId: 'listHookDeliveries',
  tags: ['connections'],
  summary: 'List the webhooks that a system sent, newest first',
  description: 'Each with its results. Kept for 30 days.',
  access: apiKey('connections:manage'),
  request: { params: z.object({ id: z.uuid() }), query: hookDeliveryQuery },
  responses: { 200: jsonResponse(hookDeliveryPage, 'A page of deliveries.') },
});

export function addListHookDeliveries(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const connection = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, id));
    return c.json(await listHookDeliveries(context, connection, c.req.valid('query')), 200);
  });
}
