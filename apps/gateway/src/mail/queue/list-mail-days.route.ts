import { mailDays, mailDaysQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { countMails } from './count-mails.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/mails/days',
  operationId: 'listMailDays',
  tags: ['mails'],
  summary: 'Count the mails in the queue by day and state',
  description: 'Days without mails are left out. Read the mails of a day with `GET /v1/mails?sends_on=…`.',
  access: apiKey('mail:read'),
  request: { query: mailDaysQuery },
  responses: { 200: jsonResponse(mailDays, 'The days, the earliest first.') },
});

export function addListMailDays(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await countMails(context, c.get('companyId'), c.req.valid('query')), 200));
}
