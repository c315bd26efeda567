import { Introduction, withCompany } from '@goen/case-store';
import { introductionView } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readIntroductionView } from './view-introduction.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/introductions/{id}',
  operationId: 'getIntroduction',
  tags: ['introductions'],
  summary: 'Get an introduction',
  access: apiKey('introductions:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(introductionView, 'The introduction.') },
});

export function addGetIntroduction(app: GatewayApp, { orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const view = await withCompany(orm, companyId, async (em) => {
      const introduction = await em.findOne(Introduction, { id, companyId });
      if (introduction === null) throw new HttpProblem('not_found');
      return readIntroductionView(em, introduction);
    });
    return c.json(view, 200);
  });
}
