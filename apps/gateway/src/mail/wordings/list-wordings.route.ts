import { wordingPage } from '@goen/contracts/internal';
import { wordingPageV1, wordingQueryV1 } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { viewWordings } from './wording-views.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/wordings',
  operationId: 'listWordings',
  tags: ['wordings'],
  summary: 'List the wordings in use',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { query: wordingQueryV1 },
  responses: { 200: jsonResponse(wordingPageV1, 'A page of wordings.') },
});

export function addListWordings(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const query = { company: c.get('companyId'), ...c.req.valid('query') };
    const answer = await askService(context.mail, '/wordings', { query });
    const { items, next } = wordingPage.parse(await answer.json());
    return c.json({ items: await viewWordings(context, c.get('companyId'), items), next }, 200);
  });
}
