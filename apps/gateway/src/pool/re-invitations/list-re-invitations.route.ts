import { reInvitationPage, reInvitationQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listReInvitations } from './list-re-invitations.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/re-invitations',
  operationId: 'listReInvitations',
  tags: ['re-invitations'],
  summary: 'List re-invitations, newest first',
  description: 'With `unanswered` the interests that wait for your reply.',
  access: apiKey('positions:read', 'candidates:read'),
  request: { query: reInvitationQuery },
  responses: { 200: jsonResponse(reInvitationPage, 'A page of re-invitations.') },
});

export function addListReInvitations(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) =>
    c.json(await listReInvitations(context, c.get('companyId'), c.req.valid('query')), 200),
  );
}
