import { reInvitationPatch, reInvitationView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { changeOwner } from './reply-to-interest.ts';

const route = defineRoute({
  method: 'patch',
  path: '/v1/re-invitations/{id}',
  operationId: 'changeReInvitation',
  tags: ['re-invitations'],
  summary: 'Give a re-invitation another owner',
  access: apiKey('positions:write'),
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(reInvitationPatch, { owner: { name: '鈴木 亮', email: 'suzuki@hinode.example.jp' } }),
  },
  responses: { 200: jsonResponse(reInvitationView, 'The re-invitation.') },
});

export function addChangeReInvitation(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const change = { ...c.req.valid('json'), actor: readActor(c) };
    return c.json(await changeOwner(context, c.get('companyId'), id, change), 200);
  });
}
