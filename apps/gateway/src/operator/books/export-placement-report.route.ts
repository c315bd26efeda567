import { openLedgers } from '@goen/case-store';
import { fiscalYearQuery } from '@goen/contracts/public';
import { rawResponse } from '@goen/service-kit';
import { exportPlacementReport } from '../../cli/ledgers/index.ts';
import { setCsvHeaders } from '../../http/csv.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { defineOperatorRoute } from '../define-operator-route.ts';
import type { OperatorContext } from '../operator-context.ts';

const route = defineOperatorRoute({
  method: 'get',
  path: '/operator/placement-report',
  operationId: 'exportPlacementReport',
  tags: ['operator-books'],
  summary: 'Export the counts of the yearly report on placements (職業紹介事業報告書)',
  request: { query: fiscalYearQuery },
  responses: { 200: rawResponse('text/csv', 'The counts, in Japanese.') },
});

export function addExportPlacementReport(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { year } = c.req.valid('query');
    const admin = { orm: await openLedgers(context.orm), actor: readActor(c) };
    const csv = await exportPlacementReport(admin, { year: String(year) }, context.now());
    setCsvHeaders(c, `placement-report-${year}`);
    return c.body(csv, 200);
  });
}
