import { removeSuppressionV1 } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { askService } from '../../http/ask-service.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { auditRequest } from '../../identity/audit-request.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/suppressions/removals',
  operationId: 'removeSuppression',
  tags: ['suppressions'],
  summary: 'Remove a suppression because the person asked for mails again',
  description: 'Who removed it, and why, is kept. Bounces and complaints cannot be removed: they stop every company.',
  access: apiKey('mail:write'),
  idempotent: 'steps',
  problems: ['not_found', 'unavailable'],
  request: {
    body: jsonBody(removeSuppressionV1, { email: 'misaki@example.jp', because: 'お電話でのご依頼（11月24日）' }),
  },
  responses: { 204: { description: 'Removed.' } },
});

export function addRemoveSuppression(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const body = { company: c.get('companyId'), ...c.req.valid('json'), removedBy: formatActor(readActor(c)) };
    await askService(context.mail, '/suppressions/removals', { method: 'POST', body });
    const subject = { type: 'company', id: c.get('companyId') };
    await auditRequest(context, c, { action: 'suppression.removed', subject });
    return c.body(null, 204);
  });
}
