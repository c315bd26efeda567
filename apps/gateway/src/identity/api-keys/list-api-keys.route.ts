import { ApiKey, withCompany } from '@goen/case-store';
import { apiKeyPage, apiKeyQuery, apiKeyView } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, HttpProblem, isAfter, jsonResponse, readCursor, toPage } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../require-key.ts';
import { viewApiKeys } from './view-api-key.ts';

const listRoute = defineRoute({
  method: 'get',
  path: '/v1/api-keys',
  operationId: 'listApiKeys',
  tags: ['api-keys'],
  summary: 'List the keys of your company, newest first',
  description: 'Also those that were revoked or have expired. A key itself is never shown again.',
  access: apiKey('keys:manage'),
  request: { query: apiKeyQuery },
  responses: { 200: jsonResponse(apiKeyPage, 'A page of keys.') },
});

const getRoute = defineRoute({
  method: 'get',
  path: '/v1/api-keys/{id}',
  operationId: 'getApiKey',
  tags: ['api-keys'],
  summary: 'Get a key',
  access: apiKey('keys:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(apiKeyView, 'The key, without its secret.') },
});

export function addListApiKeys(app: GatewayApp, { orm, now }: GatewayContext): void {
  app.openapi(listRoute, async (c) => {
    const { cursor, limit, member_id: memberId } = c.req.valid('query');
    const companyId = c.get('companyId');
    const page = await withCompany(orm, companyId, async (em) => {
      const rows = await em.find(
        ApiKey,
        {
          companyId,
          ...(memberId === undefined ? {} : { createdBy: formatActor({ kind: 'member', id: memberId }) }),
          ...isAfter('createdAt', readCursor(cursor)),
        },
        { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], limit: limit + 1 },
      );
      const views = await viewApiKeys(em, rows, now());
      return toPage(
        views,
        limit,
        (view) => view,
        ({ created_at: createdAt, id }) => ({ at: new Date(createdAt), id }),
      );
    });
    return c.json(page, 200);
  });
  app.openapi(getRoute, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const view = await withCompany(orm, companyId, async (em) => {
      const row = await em.findOne(ApiKey, { id, companyId });
      return row && (await viewApiKeys(em, [row], now()))[0];
    });
    if (!view) throw new HttpProblem('not_found');
    return c.json(view, 200);
  });
}
