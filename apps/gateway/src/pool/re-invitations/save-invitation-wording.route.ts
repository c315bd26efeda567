import { invitationWording, saveInvitationWording } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { saveWording } from './invitation-wordings.ts';

const route = defineRoute({
  method: 'put',
  path: '/v1/positions/{id}/invitation-wordings',
  operationId: 'saveInvitationWording',
  tags: ['re-invitations'],
  summary: 'Save what you write to former candidates about a position',
  description: 'What is new since their applications, and if you like your own subject and body, per language.',
  access: apiKey('positions:write'),
  problems: ['not_found', 'unavailable'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(saveInvitationWording, {
      locale: 'ja',
      what_is_new: 'フルリモートで働けるようになり、決済基盤を担う新しいチームができました。',
    }),
  },
  responses: { 200: jsonResponse(invitationWording, 'The saved wording.') },
});

export function addSaveInvitationWording(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const wording = { ...c.req.valid('json'), actor: readActor(c) };
    return c.json(await saveWording(context, c.get('companyId'), id, wording), 200);
  });
}
