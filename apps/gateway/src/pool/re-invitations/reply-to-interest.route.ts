import { interestReply, reInvitationView } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { replyToInterest } from './reply-to-interest.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/re-invitations/{id}/reply',
  operationId: 'replyToInterest',
  tags: ['re-invitations'],
  summary: 'Answer an interest: let us talk, or no',
  description:
    'The mail leaves in the next sending window, after approval if you require it. A second answer is refused.',
  access: apiKey('positions:write', 'mail:write'),
  idempotent: true,
  problems: ['not_found', 're_invitation_not_open', 'unavailable'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(interestReply, { reply: 'talk' }),
  },
  responses: { 200: jsonResponse(reInvitationView, 'The re-invitation with the answer.') },
});

export function addReplyToInterest(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const reply = { ...c.req.valid('json'), actor: readActor(c) };
    return c.json(await replyToInterest(context, c.get('companyId'), id, reply), 200);
  });
}
