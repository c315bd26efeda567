import { mailPause } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { resumeMails } from './pause-mails.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/mails/resume',
  operationId: 'resumeMails',
  tags: ['mails'],
  summary: 'Resume the mails of the company',
  description: 'What is overdue leaves in the sending window that is open or comes next.',
  access: apiKey('mail:write'),
  idempotent: true,
  responses: { 200: jsonResponse(mailPause, 'Whether they are paused, since when and by whom.') },
});

export function addResumeMails(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await resumeMails(context, c.get('companyId'), readActor(c)), 200));
}
