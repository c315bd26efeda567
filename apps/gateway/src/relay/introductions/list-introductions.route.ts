import { introductionPage, introductionQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listIntroductions } from './list-introductions.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/introductions',
  operationId: 'listIntroductions',
  tags: ['introductions'],
  summary: 'List introductions to your positions, newest first',
  description: 'You see the profile from the start. `person` names the candidate once they have accepted.',
  access: apiKey('introductions:read'),
  request: { query: introductionQuery },
  responses: { 200: jsonResponse(introductionPage, 'A page of introductions.') },
});

export function addListIntroductions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listIntroductions(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
