import { invitationWordingList } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listWordings } from './invitation-wordings.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/positions/{id}/invitation-wordings',
  operationId: 'listInvitationWordings',
  tags: ['re-invitations'],
  summary: 'List what you write to former candidates about a position, per language',
  access: apiKey('positions:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(invitationWordingList, 'The wordings.') },
});

export function addListInvitationWordings(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json({ items: await listWordings(context, c.get('companyId'), id) }, 200);
  });
}
