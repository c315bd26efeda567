import { wordingVersion } from '@goen/contracts/internal';
import { wordingTargetV1, wordingV1 } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey, keyActor } from '../../identity/require-key.ts';
import { toWordingTarget, viewWording } from './wording-views.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/wordings',
  operationId: 'retireWording',
  tags: ['wordings'],
  summary: 'Retire a wording',
  description: 'From the next mail on, the wording that fits next best is used, else the built-in one.',
  access: apiKey('mail:write'),
  problems: ['not_found', 'unavailable'],
  request: { query: wordingTargetV1 },
  responses: { 200: jsonResponse(wordingV1, 'The version that retires it.') },
});

export function addRetireWording(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const target = toWordingTarget(c.req.valid('query'));
    const query = { company: c.get('companyId'), savedBy: keyActor(c.get('principal')), ...target };
    const answer = await askService(context.mail, '/wordings', { method: 'DELETE', query });
    return c.json(viewWording(wordingVersion.parse(await answer.json())), 200);
  });
}
