import { namedReInvitation } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { getReInvitation } from './list-re-invitations.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/re-invitations/{id}',
  operationId: 'getReInvitation',
  tags: ['re-invitations'],
  summary: 'Get a re-invitation',
  access: apiKey('positions:read', 'candidates:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(namedReInvitation, 'The re-invitation.') },
});

export function addGetReInvitation(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await getReInvitation(context, c.get('companyId'), c.req.valid('param').id), 200),
  );
}
