import { Position, withCompany } from '@goen/case-store';
import { positionView } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { viewPosition } from './view-position.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/positions/{id}',
  operationId: 'getPosition',
  tags: ['positions'],
  summary: 'Get a position',
  access: apiKey('positions:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(positionView, 'The position.') },
});

export function addGetPosition(app: GatewayApp, { orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const position = await withCompany(orm, companyId, (em) => em.findOne(Position, { companyId, id }));
    if (position === null) throw new HttpProblem('not_found');
    return c.json(viewPosition(position), 200);
  });
}
