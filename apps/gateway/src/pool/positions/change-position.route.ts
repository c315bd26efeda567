import { positionPatch, positionView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { changePosition } from './save-position.ts';
import { viewPosition } from './view-position.ts';

const route = defineRoute({
  method: 'patch',
  path: '/v1/positions/{id}',
  operationId: 'changePosition',
  tags: ['positions'],
  summary: 'Change, close or reopen a position',
  description:
    'Fields that you leave out stay as they are. A position closes when hires have taken all of its seats; to reopen it, add seats. Changed `conditions` are a new version; candidates who were asked before were told the earlier one.',
  access: apiKey('positions:write'),
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(positionPatch, { state: 'closed' }) },
  responses: { 200: jsonResponse(positionView, 'The changed position.') },
});

export function addChangePosition(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const position = await changePosition(context, c.get('companyId'), id, c.req.valid('json'), readActor(c));
    return c.json(viewPosition(position), 200);
  });
}
