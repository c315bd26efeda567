import { revisitView, saveRevisit as saveRevisitBody } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { saveRevisit } from './revisits.ts';

const route = defineRoute({
  method: 'put',
  path: '/v1/candidates/{id}/revisit',
  operationId: 'saveRevisit',
  tags: ['candidates'],
  summary: 'Note when to come back to a former candidate',
  description: 'One date with a note per person; a new one replaces it. An erasure deletes it.',
  access: apiKey('candidates:read', 'positions:write'),
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(saveRevisitBody, {
      revisit_on: '2027-04-01',
      note: '来期の増員が決まったら、あらためて連絡する',
    }),
  },
  responses: { 200: jsonResponse(revisitView, 'The saved date.') },
});

export function addSaveRevisit(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const revisit = { ...c.req.valid('json'), actor: readActor(c) };
    return c.json(await saveRevisit(context, c.get('companyId'), id, revisit), 200);
  });
}
