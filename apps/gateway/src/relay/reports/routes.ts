import {
  relayReportQuery,
  reportFactPage,
  reportFactsQuery,
  reportMeasure,
  relayReport as reportSchema,
} from '@goen/contracts/public';
import { asCsvFile, csvHead, csvLines } from '../../http/csv.ts';
import { readQuery } from '../../http/cursor.ts';
import { answers, json, security } from '../../http/docs/answers.ts';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { requireScope } from '../../identity/require-key.ts';
import { relayReport } from './relay-report.ts';
import { reportFacts } from './report-facts.ts';

const tags = ['reports'];

/** What came back: every number with the facts that it was counted from. */
export function reportRoutes(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/reports/relay',
    operationId: 'relayReport',
    tags,
    summary: 'Rejections, mails, consents, referrals, introductions, hires, and what they saved',
    description: 'By month, stage or job; as JSON or CSV (UTF-8 with BOM). `facts` leads to what a number counts.',
    security,
    request: { query: relayReportQuery },
    responses: answers({ 200: json(reportSchema, 'The report.') }, 401, 403, 422, 503),
  });
  app.get('/v1/reports/relay', requireScope('reports:read'), async (c) => {
    const { as, ...query } = readQuery(c, relayReportQuery);
    const report = await relayReport(context, c.get('key').companyId, query);
    if (as === 'json') return c.json(report);
    const names = reportMeasure.options;
    const rows = report.rows.map(({ group, counts }) => [group, ...names.map((name) => counts[name])]);
    asCsvFile(c, `relay-${query.from}`);
    return c.body(`${csvHead([query.by, ...names])}${csvLines(rows)}`);
  });

  app.openAPIRegistry.registerPath({
    method: 'get',
    path: '/v1/reports/relay/facts',
    operationId: 'relayReportFacts',
    tags,
    summary: 'The facts that a number of the report was counted from',
    security,
    request: { query: reportFactsQuery },
    responses: answers({ 200: json(reportFactPage, 'A page of facts.') }, 400, 401, 403, 422),
  });
  app.get('/v1/reports/relay/facts', requireScope('reports:read'), async (c) =>
    c.json(await reportFacts(context, c.get('key').companyId, readQuery(c, reportFactsQuery))),
  );
}
