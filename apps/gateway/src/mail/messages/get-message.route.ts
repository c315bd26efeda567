import { messageDetail } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readMessage } from './read-message.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/messages/{id}',
  operationId: 'getMessage',
  tags: ['mails'],
  summary: 'Read a mail as it was sent, with its states and who approved it',
  description: 'The content is there until it is purged; its HTML is at `GET /v1/messages/{id}/html`.',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(messageDetail, 'The mail.') },
});

export function addGetMessage(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await readMessage(context, c.get('companyId'), c.req.valid('param').id), 200));
}
