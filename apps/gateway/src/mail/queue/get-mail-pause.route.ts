import { mailPause } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readMailPause } from './pause-mails.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/mails/pause',
  operationId: 'getMailPause',
  tags: ['mails'],
  summary: 'Read whether all mails are paused',
  access: apiKey('mail:read'),
  responses: { 200: jsonResponse(mailPause, 'Whether they are paused, since when and by whom.') },
});

export function addGetMailPause(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await readMailPause(context, c.get('companyId')), 200));
}
