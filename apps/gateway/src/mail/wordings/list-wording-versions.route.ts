import { wordingPage } from '@goen/contracts/internal';
import { wordingPageV1, wordingVersionsQueryV1 } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { toWordingTarget, viewWordings } from './wording-views.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/wordings/versions',
  operationId: 'listWordingVersions',
  tags: ['wordings'],
  summary: 'List all versions of a wording, newest first',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  request: { query: wordingVersionsQueryV1 },
  responses: { 200: jsonResponse(wordingPageV1, 'A page of versions.') },
});

export function addListWordingVersions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { limit, cursor, ...target } = c.req.valid('query');
    const query = { company: c.get('companyId'), limit, cursor, ...toWordingTarget(target) };
    const answer = await askService(context.mail, '/wordings/versions', { query });
    const { items, next } = wordingPage.parse(await answer.json());
    return c.json({ items: await viewWordings(context, c.get('companyId'), items), next }, 200);
  });
}
