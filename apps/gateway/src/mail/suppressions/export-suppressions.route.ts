import type { SuppressionView } from '@goen/contracts/public';
import { defineRoute, rawResponse, renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import { setCsvHeaders, streamFile } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { listSuppressions } from './list-suppressions.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/suppressions/export',
  operationId: 'exportSuppressions',
  tags: ['suppressions'],
  summary: 'Export all suppressions as CSV',
  description: 'UTF-8 with a byte order mark.',
  access: apiKey('mail:read'),
  problems: ['unavailable'],
  responses: { 200: rawResponse('text/csv', 'All suppressions.') },
});

const pageSize = 200;
const columns = ['person_hash', 'scope', 'reason', 'source', 'since'] as const;

export function addExportSuppressions(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    // The first page comes before the response starts: without mail-service, this is a 503 and not half a file.
    let { items, next } = await listSuppressions(context, companyId, { limit: pageSize });
    async function* chunks(): AsyncGenerator<string> {
      yield `${renderCsvHeader(columns)}${formatRows(items)}`;
      while (next !== null) {
        ({ items, next } = await listSuppressions(context, companyId, { limit: pageSize, cursor: next }));
        yield formatRows(items);
      }
    }
    setCsvHeaders(c, 'suppressions');
    return streamFile(c, context, chunks());
  });
}

const formatRows = (items: readonly SuppressionView[]): string =>
  renderCsvRows(items.map((item) => columns.map((name) => item[name])));
