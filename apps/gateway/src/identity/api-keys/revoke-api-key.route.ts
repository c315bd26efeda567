import { withCompany } from '@goen/case-store';
import { revokeKey } from '@goen/cases';
import { defineRoute, HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../principal.ts';
import { apiKey } from '../require-key.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/api-keys/{id}',
  operationId: 'revokeApiKey',
  tags: ['api-keys'],
  summary: 'Revoke a key',
  description: 'It is refused within a second, and stays in the list.',
  access: apiKey('keys:manage'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Revoked.' } },
});

export function addRevokeApiKey(app: GatewayApp, { orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { id } = c.req.valid('param');
    const isRevoked = await withCompany(orm, companyId, (em) => revokeKey(em, companyId, id, readActor(c)));
    if (!isRevoked) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });
}
