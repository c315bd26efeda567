import { resultsQuery, resultsReport } from '@goen/contracts/public';
import { defineRoute } from '@goen/service-kit';
import { z } from 'zod';
import { setCsvHeaders } from '../../../http/csv.ts';
import type { GatewayApp, GatewayContext } from '../../../http/gateway-app.ts';
import { apiKey } from '../../../identity/require-key.ts';
import { buildResults } from './build-results.ts';
import { formatResults } from './format-results.ts';

const route = defineRoute({
  method: 'get',
  path: '/v1/reports/results',
  operationId: 'getResults',
  tags: ['reports'],
  summary: 'Get what came of your rejections: from the mail to the hire, reapplications, applications and costs',
  description:
    'In total and month by month (Asia/Tokyo), as JSON or as CSV in Japanese (UTF-8 with a BOM). Every number has the address of its facts, which lists exactly as many. Nobody’s opening of a mail is recorded. Reapplications stand beside the mails that came before them: Goen does not say that one caused the other.',
  access: apiKey('reports:read'),
  request: { query: resultsQuery },
  responses: {
    200: {
      description: 'The results.',
      content: { 'application/json': { schema: resultsReport }, 'text/csv': { schema: z.string() } },
    },
  },
});

export function addGetResults(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { as, ...period } = c.req.valid('query');
    const results = await buildResults(context, c.get('companyId'), period);
    if (as === 'json') return c.json(results, 200);
    setCsvHeaders(c, `results-${period.from}-${period.to}`);
    return c.body(formatResults(results), 200);
  });
}
