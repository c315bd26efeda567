import { poolPage, poolQuery } from '@goen/contracts/public';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { listCandidates } from './list-candidates.ts';

export function poolRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/candidates',
    operationId: 'listCandidates',
    tags: ['candidates'],
    summary: 'Your talent pool: former candidates by tag, text and stage',
    security,
    request: { query: poolQuery },
    responses: answers({ 200: json(poolPage, 'A page of candidates.') }, 400, 401, 403, 422),
  });
  app.get('/v1/candidates', requireScope('candidates:read'), async (c) =>
    c.json(await listCandidates(context, c.get('key').companyId, readQuery(c, poolQuery))),
  );
}
