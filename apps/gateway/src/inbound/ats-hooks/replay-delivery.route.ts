import { withCompany } from '@goen/case-store';
import { hookDelivery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findConnection } from '../connections/find-connection.ts';
import { viewHookDelivery } from './list-deliveries.ts';
import { replayHookDelivery } from './replay-deliveries.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/connections/{id}/deliveries/{delivery}/replay',
  operationId: 'replayHookDelivery',
  tags: ['connections'],
  summary: 'Process a delivery again',
  description: 'What it already did is not done twice.',
  access: apiKey('connections:manage'),
  idempotent: 'steps',
  request: { params: z.object({ id: z.uuid(), delivery: z.uuid() }) },
  responses: { 200: jsonResponse(hookDelivery, 'The delivery.') },
});

export function addReplayHookDelivery(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id, delivery } = c.req.valid('param');
    const connection = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, id));
    const replayed = await replayHookDelivery(context, connection, delivery);
    const subject = { type: 'hook_delivery', id: delivery };
    await auditRequest(context, c, { action: 'hook_delivery.replayed', subject, data: { connection_id: id } });
    return c.json(viewHookDelivery(replayed), 200);
  });
}
