import { withCompany } from '@goen/case-store';
import { hookReplay } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { apiKey } from '../../identity/require-key.ts';
import { findConnection } from '../connections/find-connection.ts';
import { replayOpenDeliveries } from './replay-deliveries.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/connections/{id}/deliveries/replay',
  operationId: 'replayHookDeliveries',
  tags: ['connections'],
  summary: 'Process all open deliveries again',
  description: 'Those that were held, refused or interrupted.',
  access: apiKey('connections:manage'),
  idempotent: 'steps',
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(hookReplay, 'The outcome.') },
});

export function addReplayHookDeliveries(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const connection = await withCompany(context.orm, companyId, (em) => findConnection(em, companyId, id));
    const outcome = await replayOpenDeliveries(context, connection);
    const subject = { type: 'connection', id };
    const data = { replayed: outcome.replayed };
    await auditRequest(context, c, { action: 'hook_deliveries.replayed', subject, data });
    return c.json(outcome, 200);
  });
}
