import { webhookEndpointSecret, webhookSecretRotation } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { rotateEndpointSecret } from './save-endpoint.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/webhook-endpoints/{id}/rotate-secret',
  operationId: 'rotateWebhookSecret',
  tags: ['webhooks'],
  summary: 'Replace the secret of an endpoint',
  description:
    'Deliveries are signed with both secrets during the grace period. The new secret is shown only once. `Idempotency-Key` has no effect here.',
  access: apiKey('webhooks:manage'),
  // Not idempotent: the stored response of a replay would contain the secret in the clear.
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(webhookSecretRotation, { grace_hours: 24 }) },
  responses: { 200: jsonResponse(webhookEndpointSecret, 'The endpoint and its new secret.') },
});

export function addRotateWebhookSecret(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const { grace_hours: graceHours } = c.req.valid('json');
    return c.json(await rotateEndpointSecret(context, c.get('companyId'), id, graceHours, readActor(c)), 200);
  });
}
