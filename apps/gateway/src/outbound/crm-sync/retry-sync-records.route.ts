import { syncRetried, syncRetry } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { retrySyncRecords } from './sync-records.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/connections/{id}/records/retry',
  operationId: 'retrySyncRecords',
  tags: ['connections'],
  summary: 'Retry stuck candidates now',
  access: apiKey('connections:manage'),
  idempotent: true,
  problems: ['connection_takes_no_candidates'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(syncRetry, { candidate_ids: ['018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b'] }),
  },
  responses: { 200: jsonResponse(syncRetried, 'How many candidates are retried.') },
});

export function addRetrySyncRecords(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const { candidate_ids: candidateIds } = c.req.valid('json');
    return c.json(
      await retrySyncRecords(context, c.get('companyId'), { connectionId: id, candidateIds }, readActor(c)),
      200,
    );
  });
}
