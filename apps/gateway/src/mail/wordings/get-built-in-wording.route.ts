import { builtInWording } from '@goen/contracts/internal';
import { builtInQueryV1, builtInWordingV1 } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { viewBuiltInWording } from './wording-views.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/wordings/built-in',
  operationId: 'getBuiltInWording',
  tags: ['wordings'],
  summary: 'Get the built-in wording of a mail and its variables',
  description: 'A starting point for your own wording.',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { query: builtInQueryV1 },
  responses: { 200: jsonResponse(builtInWordingV1, 'The built-in wording.') },
});

export function addGetBuiltInWording(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const answer = await askService(context.mail, '/wordings/built-in', { query: c.req.valid('query') });
    return c.json(viewBuiltInWording(builtInWording.parse(await answer.json())), 200);
  });
}
