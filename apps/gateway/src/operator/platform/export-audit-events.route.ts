import { operatorAuditExportQuery } from '@goen/contracts/public';
import { z } from 'zod';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { type AuditExport, exportAuditEvents } from '../../identity/index.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';

const ndjson = 'application/x-ndjson';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/audit-events/export',
  operationId: 'exportOperatorAuditEvents',
  tags: ['operator-platform'],
  summary: 'Export the audit log of a company, or that of the operator itself, oldest first',
  description: 'The same files as those of `GET /v1/audit-events/export`.',
  request: { query: operatorAuditExportQuery },
  responses: {
    200: {
      description: 'The file.',
      content: { 'text/csv': { schema: z.string() }, [ndjson]: { schema: z.string() } },
    },
  },
});

export function addExportOperatorAudit(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { as, company_id: companyId = null, ...filters } = c.req.valid('query');
    const { em } = await context.identity.operatorOrm();
    if (as === 'csv') setCsvHeaders(c, 'audit-events');
    else {
      c.header('content-type', ndjson);
      c.header('content-disposition', 'attachment; filename="audit-events.ndjson"');
    }
    const read: AuditExport = { companyId, filters, inTransaction: (work) => em.fork().transactional(work) };
    return streamFile(c, context, exportAuditEvents(read, as));
  });
}
