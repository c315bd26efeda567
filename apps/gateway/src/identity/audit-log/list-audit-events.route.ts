import { withCompany } from '@goen/case-store';
import { findAuditEvents, viewAuditEvents } from '@goen/cases';
import { auditEventPage, auditEventQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse, readSeqCursor, toSeqPage } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../require-key.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/audit-events',
  operationId: 'listAuditEvents',
  tags: ['audit'],
  summary: 'List who changed what, and from where',
  description:
    'Every change by a key, a member or the operator is in it, written in the transaction of the change. Reports of rejections and events are facts of their cases, not audit events. Nothing in it can be changed or removed: each event is chained to the one before by its hash.',
  access: apiKey('audit:read'),
  request: { query: auditEventQuery },
  responses: { 200: jsonResponse(auditEventPage, 'A page of events.') },
});

export function addListAuditEvents(app: GatewayApp, { orm }: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { cursor, limit, order, ...filters } = c.req.valid('query');
    const companyId = c.get('companyId');
    const page = { companyId, filters, after: readSeqCursor(cursor), limit: limit + 1, order };
    const views = await withCompany(orm, companyId, async (em) => viewAuditEvents(em, await findAuditEvents(em, page)));
    return c.json(
      toSeqPage(
        views,
        limit,
        (view) => view,
        ({ seq }) => seq,
      ),
      200,
    );
  });
}
