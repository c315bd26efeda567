import { withCompany } from '@goen/case-store';
import { recordAudit, revokeOverrule } from '@goen/cases';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, HttpProblem } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';

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
    const actor = readActor(c);
    const { companyId } = scope;
    const { id } = c.req.valid('param');
    await withCompany(context.orm, companyId, async (em) => {
      const revoked = await revokeOverrule(em, scope, { id, by: formatActor(actor) });
      if (revoked === null) throw new HttpProblem('not_found');
      const subject = { type: 'tag_overrule', id };
      await recordAudit(em, { companyId, actor, action: 'tag_overrule.revoked', subject });
    });
    return c.body(null, 204);
  });
}
