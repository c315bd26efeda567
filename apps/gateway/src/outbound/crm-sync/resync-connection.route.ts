import { resyncStarted } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { resyncConnection } from './sync-records.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/connections/{id}/resync',
  operationId: 'resyncConnection',
  tags: ['connections'],
  summary: 'Push the whole pool to a CRM',
  description:
    'Use it once after connecting a CRM, or after data was changed there. It runs in the background, in batches; new changes are pushed meanwhile. Past events do not become notes.',
  access: apiKey('connections:manage'),
  idempotent: true,
  problems: ['connection_takes_no_candidates'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 202: jsonResponse(resyncStarted, 'Started.') },
});

export function addResyncConnection(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await resyncConnection(context, c.get('companyId'), c.req.valid('param').id, readActor(c)), 202),
  );
}
