import { Position, PositionConditions, withCompany } from '@goen/case-store';
import { positionConditionsList } from '@goen/contracts/public';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';

/** More than a position ever has. */
const maxVersions = 200;

const route = defineRoute({
  method: 'get',
  path: '/v1/positions/{id}/conditions',
  operationId: 'listPositionConditions',
  tags: ['positions'],
  summary: 'List the versions of a position’s working conditions, newest first',
  description: 'Candidates who were asked about the position were told one of these versions.',
  access: apiKey('positions:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(positionConditionsList, 'The versions, at most 200.') },
});

export function addListPositionConditions(app: GatewayApp, { orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id: positionId } = c.req.valid('param');
    const rows = await withCompany(orm, companyId, async (em) => {
      if ((await em.count(Position, { id: positionId, companyId })) === 0) throw new HttpProblem('not_found');
      return em.find(
        PositionConditions,
        { positionId, companyId },
        { orderBy: { version: 'desc' }, limit: maxVersions },
      );
    });
    const items = rows.map(({ version, conditions, createdAt }) => ({
      version,
      conditions: conditions ?? null,
      created_at: createdAt.toISOString(),
    }));
    return c.json({ items }, 200);
  });
}
