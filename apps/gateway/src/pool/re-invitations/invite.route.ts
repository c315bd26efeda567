import { invitationResults, newInvitations } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { inviteFormerCandidates } from './invite.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/positions/{id}/invitations',
  operationId: 'inviteFormerCandidates',
  tags: ['re-invitations'],
  summary: 'Invite former candidates to an opening',
  description: `
Each gets a personal mail that names their earlier application and what is new; it leaves in the next sending window, after
approval if you require it. Who may not be written to is not invited: \`blocks\` says why.`,
  access: apiKey('positions:write', 'candidates:read'),
  idempotent: true,
  problems: ['not_found', 'position_closed'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(newInvitations, {
      candidate_ids: ['0199a1f0-7c3e-7d7a-8a53-3f0f1c1f2a10'],
      owner: { name: '佐藤 恵', email: 'sato@hinode.example.jp' },
      what_is_new: 'フルリモートで働けるようになり、決済基盤を担う新しいチームができました。',
    }),
  },
  responses: { 200: jsonResponse(invitationResults, 'What became of each.') },
});

export function addInviteFormerCandidates(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const invitations = { ...c.req.valid('json'), actor: readActor(c) };
    return c.json(await inviteFormerCandidates(context, c.get('companyId'), id, invitations), 200);
  });
}
