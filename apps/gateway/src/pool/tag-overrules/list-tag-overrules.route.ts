import { tagOverrulePage, tagOverruleQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listTagOverrules } from './list-tag-overrules.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/tag-overrules',
  operationId: 'listTagOverrules',
  tags: ['candidates'],
  summary: 'List the tags that you overruled, the latest first',
  description: 'Who overruled which value, when and why. Revoked ones are kept.',
  access: apiKey('candidates:read'),
  request: { query: tagOverruleQuery },
  responses: { 200: jsonResponse(tagOverrulePage, 'A page of overrules.') },
});

export function addListTagOverrules(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listTagOverrules(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
