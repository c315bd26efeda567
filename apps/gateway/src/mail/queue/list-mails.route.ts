import { mailQueueQuery, queuedMailPage } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listMails } from './list-mails.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/mails',
  operationId: 'listMails',
  tags: ['mails'],
  summary: 'List the mails in the queue, the soonest first',
  description:
    'The next mail of each open case, and the mails about introductions and openings that candidates are to get.',
  access: apiKey('mail:read'),
  request: { query: mailQueueQuery },
  responses: { 200: jsonResponse(queuedMailPage, 'A page of mails.') },
});

export function addListMails(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await listMails(context, c.get('companyId'), c.req.valid('query')), 200));
}
