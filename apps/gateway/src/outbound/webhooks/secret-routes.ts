import { createEndpoint, endpointSecret, rotateSecret } from '@goen/contracts/public';
import { readJson, storable } from '@goen/service-kit';
import { z } from 'zod';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { addEndpoint, rotateEndpointSecret } from './endpoints.ts';
import { endpointIdOf } from './routes.ts';

const tags = ['webhooks'];

/**
 * What answers with a secret. To be mounted ahead of `Idempotency-Key`, which keeps answers to repeat them: a secret is
 * shown once and kept nowhere in the clear.
 */
export function webhookSecretRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/webhook-endpoints',
    operationId: 'createWebhookEndpoint',
    tags,
    summary: 'Hear of events: a URL of yours, and the secret that they are signed with',
    description: 'The secret is shown now and never again. `Idempotency-Key` has no effect here.',
    security,
    request: { body: { required: true, content: { 'application/json': { schema: createEndpoint } } } },
    responses: answers(
      { 201: json(endpointSecret, 'The endpoint and its secret.') },
      400,
      401,
      403,
      409,
      413,
      415,
      422,
    ),
  });
  app.post('/v1/webhook-endpoints', requireScope('webhooks:manage'), async (c) => {
    const endpoint = storable(await readJson(c, createEndpoint));
    return c.json(await addEndpoint(context, c.get('key').companyId, endpoint), 201);
  });

  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/v1/webhook-endpoints/{id}/rotate-secret',
    operationId: 'rotateWebhookSecret',
    tags,
    summary: 'A new secret; the old one signs beside it for a time of grace',
    description: 'The secret is shown now and never again. `Idempotency-Key` has no effect here.',
    security,
    request: {
      params: z.object({ id: z.uuid() }),
      body: { required: true, content: { 'application/json': { schema: rotateSecret } } },
    },
    responses: answers(
      { 200: json(endpointSecret, 'The endpoint and its secret.') },
      400,
      401,
      403,
      404,
      413,
      415,
      422,
    ),
  });
  app.post('/v1/webhook-endpoints/:id/rotate-secret', requireScope('webhooks:manage'), async (c) => {
    const { grace_hours: graceHours } = await readJson(c, rotateSecret);
    return c.json(await rotateEndpointSecret(context, c.get('key').companyId, endpointIdOf(c), graceHours));
  });
}
