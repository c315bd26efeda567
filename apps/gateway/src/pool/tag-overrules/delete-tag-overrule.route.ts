import { withCompany } from '@goen/case-store';
import { revokeOverrule } from '@goen/cases';
import { defineRoute, HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey, keyActor } from '../../identity/require-key.ts';

const route = defineRoute({
  method: 'delete',
  path: '/v1/tag-overrules/{id}',
  operationId: 'deleteTagOverrule',
  tags: ['candidates'],
  summary: 'Revoke an overrule',
  description: 'The value is refused again from now on. The overrule stays in the list of revoked ones.',
  access: apiKey('positions:write'),
  request: { params: z.object({ id: z.uuid() }) },
  responses: { 204: { description: 'Revoked.' } },
});

export function addDeleteTagOverrule(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const scope = { companyId: c.get('companyId'), now: context.now(), party: 'company' } as const;
    const target = { id: c.req.valid('param').id, by: keyActor(c.get('principal')) };
    if (!(await withCompany(context.orm, scope.companyId, (em) => revokeOverrule(em, scope, target)))) {
      throw new HttpProblem('not_found');
    }
    return c.body(null, 204);
  });
}
