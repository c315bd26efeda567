import { type RelayReport, relayReport, relayReportQuery, reportMeasure } from '@goen/contracts/public';
import { defineRoute, renderCsvHeader, renderCsvRows } from '@goen/service-kit';
import { z } from 'zod';
import { setCsvHeaders } from '../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { apiKey } from '../../identity/require-key.ts';
import { buildRelayReport } from './build-relay-report.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/reports/relay',
  operationId: 'relayReport',
  tags: ['reports'],
  summary: 'Get the relay report: rejections, mails, consents, referrals, introductions, hires and savings',
  description:
    'In total or by month, stage or job; as JSON or as CSV (UTF-8 with a BOM). `facts` links each number to the facts that it counts.',
  access: apiKey('reports:read'),
  problems: ['unavailable'],
  request: { query: relayReportQuery },
  responses: {
    200: {
      description: 'The report.',
      content: { 'application/json': { schema: relayReport }, 'text/csv': { schema: z.string() } },
    },
  },
});

export function addGetRelayReport(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { as, ...query } = c.req.valid('query');
    const report = await buildRelayReport(context, c.get('companyId'), query);
    if (as === 'json') return c.json(report, 200);
    setCsvHeaders(c, `relay-${query.from}`);
    return c.body(formatReport(report), 200);
  });
}

function formatReport({ by, rows }: RelayReport): string {
  const names = reportMeasure.options;
  return `${renderCsvHeader([by, ...names])}${renderCsvRows(rows.map(({ group, counts }) => [group, ...names.map((name) => counts[name])]))}`;
}
