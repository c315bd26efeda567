import { formerCandidatePage, formerCandidateQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listFormerCandidates } from './list-former-candidates.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/positions/{id}/former-candidates',
  operationId: 'listFormerCandidates',
  tags: ['re-invitations'],
  summary: 'List your former candidates beside an opening',
  description: `
What each meets and does not meet, and who may not be written to now, with the reasons. You choose the order; there is no
score and no rank. A page filtered by \`may_be_invited\` may be short although \`next\` leads on.`,
  access: apiKey('positions:read', 'candidates:read'),
  request: { params: z.object({ id: z.uuid() }), query: formerCandidateQuery },
  responses: { 200: jsonResponse(formerCandidatePage, 'A page of former candidates.') },
});

export function addListFormerCandidates(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await listFormerCandidates(context, c.get('companyId'), id, c.req.valid('query')), 200);
  });
}
