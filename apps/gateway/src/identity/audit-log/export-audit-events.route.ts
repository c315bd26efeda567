import { withCompany } from '@goen/case-store';
import { auditExportQuery } from '@goen/contracts/public';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../require-key.ts';
import { type AuditExport, exportAuditEvents } from './export-audit-events.ts';

const ndjson = 'application/x-ndjson';

const route = defineRoute({
  method: 'get',
  path: '/v1/audit-events/export',
  operationId: 'exportAuditEvents',
  tags: ['audit'],
  summary: 'Export the audit log, oldest first',
  description:
    '`as=csv`: UTF-8 with a BOM; the column names are Japanese. `as=ndjson`: one event per line, with the entry exactly as its hash was taken, so that the chain can be checked without us.',
  access: apiKey('audit:read'),
  request: { query: auditExportQuery },
  responses: {
    200: {
      description: 'The file.',
      content: { 'text/csv': { schema: z.string() }, [ndjson]: { schema: z.string() } },
    },
  },
});

export function addExportAuditEvents(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, (c) => {
    const { as, ...filters } = c.req.valid('query');
    const companyId = c.get('companyId');
    if (as === 'csv') setCsvHeaders(c, 'audit-events');
    else {
      c.header('content-type', ndjson);
      c.header('content-disposition', 'attachment; filename="audit-events.ndjson"');
    }
    const read: AuditExport = {
      companyId,
      filters,
      inTransaction: (work) => withCompany(context.orm, companyId, work),
    };
    return streamFile(c, context, exportAuditEvents(read, as));
  });
}
