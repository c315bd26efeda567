import { openLedgers } from '@goen/case-store';
import { placementReport, placementReportQuery } from '@goen/contracts/public';
import { z } from 'zod';
import { countPlacements, exportPlacementReport } from '../../cli/ledgers/index.ts';
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
  request: { query: placementReportQuery },
  responses: {
    200: {
      description: 'The counts, in Japanese.',
      content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: placementReport } },
    },
  },
});

export function addExportPlacementReport(app: GatewayApp, context: OperatorContext): void {
  app.openapi(route, async (c) => {
    const { as, year } = c.req.valid('query');
    const admin = { orm: await openLedgers(context.orm), actor: readActor(c) };
    if (as === 'json') return c.json({ year, items: await countPlacements(admin, year, context.now()) }, 200);
    const csv = await exportPlacementReport(admin, { year: String(year) }, context.now());
    setCsvHeaders(c, `placement-report-${year}`);
    return c.body(csv, 200);
  });
}
