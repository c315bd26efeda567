import { referredIntroductionPage, referredIntroductionQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listReferredIntroductions } from './list-referred-introductions.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/referred-introductions',
  operationId: 'listReferredIntroductions',
  tags: ['introductions'],
  summary: 'List introductions of candidates whom you referred, newest first',
  description:
    'When they were asked, and which company got their profile, as your provision record says. Neither a refusal nor what became of it at the other company is shown.',
  access: apiKey('introductions:read'),
  request: { query: referredIntroductionQuery },
  responses: { 200: jsonResponse(referredIntroductionPage, 'A page of introductions.') },
});

export function addListReferredIntroductions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listReferredIntroductions(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
