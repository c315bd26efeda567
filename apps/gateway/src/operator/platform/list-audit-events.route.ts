import { auditEventPage, operatorAuditQuery } from '@goen/contracts/public';
import { jsonResponse } from '@goen/service-kit';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';
import { listOperatorAudit } from './read-audit-events.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/audit-events',
  operationId: 'listOperatorAuditEvents',
  tags: ['operator-platform'],
  summary: 'List who changed what in a company, or in the operator’s own settings',
  request: { query: operatorAuditQuery },
  responses: { 200: jsonResponse(auditEventPage, 'A page of events.') },
});

export function addListOperatorAudit(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => c.json(await listOperatorAudit(context, c.req.valid('query')), 200));
}
