import { hookReceipt, maxHookBytes } from '@goen/contracts/public';
import { defineRoute, jsonResponse, readWhole } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { receiveHookDelivery } from './receive-delivery.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/hooks/{connection}',
  operationId: 'takeWebhook',
  tags: ['connections'],
  summary: 'Receive a webhook of your ATS',
  description: `Needs no API key: each request carries the signature or secret that its system uses. At most ${maxHookBytes / 1024} kB. Returns 200 once the request is stored, also when it needs no action.`,
  // The signature is checked against the secret of the connection, on the raw body.
  access: 'public',
  maxBodyBytes: maxHookBytes,
  problems: ['bad_signature', 'too_many_requests'],
  request: {
    params: z.object({ connection: z.uuid() }),
    // Each system sends a media type and fields of its own.
    body: {
      content: { '*/*': { schema: z.string(), example: '{"action":"reject_candidate","payload":{}}' } },
    },
  },
  responses: { 200: jsonResponse(hookReceipt, 'Stored.') },
});

export function addReceiveHook(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const body = new Uint8Array(await readWhole(c, { maxBytes: maxHookBytes, tooLargeCode: 'body_too_large' }));
    const request = { headers: c.req.raw.headers, url: new URL(c.req.url), body };
    await receiveHookDelivery(context, c.req.valid('param').connection, request);
    return c.json({ received: true as const }, 200);
  });
}
