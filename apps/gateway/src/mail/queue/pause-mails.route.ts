import { mailPause } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { pauseMails } from './pause-mails.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/mails/pause',
  operationId: 'pauseMails',
  tags: ['mails'],
  summary: 'Pause all mails of the company',
  description:
    'No mail leaves from now on, results, follow-ups, introductions and openings alike; a mail that is being sent right now still may. Decisions about mails stay possible.',
  access: apiKey('mail:write'),
  idempotent: true,
  responses: { 200: jsonResponse(mailPause, 'Whether they are paused, since when and by whom.') },
});

export function addPauseMails(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => c.json(await pauseMails(context, c.get('companyId'), readActor(c)), 200));
}
