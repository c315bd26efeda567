import { withCompany } from '@goen/case-store';
import { candidateRecord } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { readCandidate } from './read-candidate.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/candidates/{id}',
  operationId: 'getCandidate',
  tags: ['candidates'],
  summary: 'Get everything that is held about a candidate',
  description:
    'Details, applications, tags with suggestions, notes, corrections with their history, and until when the details are kept. Erased and merged candidates are shown with what is left of them.',
  access: apiKey('candidates:read'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 200: jsonResponse(candidateRecord, 'The candidate.') },
});

export function addGetCandidate(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const record = await withCompany(context.orm, c.get('companyId'), (em) => readCandidate(em, id, context.now()));
    return c.json(record, 200);
  });
}
