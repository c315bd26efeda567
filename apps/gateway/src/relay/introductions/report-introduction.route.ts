import { introductionView, newIntroductionReport } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { reportIntroduction } from './report-introduction.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/introductions/{id}/reports',
  operationId: 'reportIntroduction',
  tags: ['introductions'],
  summary: 'Report progress: contacted, interviewing, hired or declined',
  description:
    'Reports only move forward; `hired` and `declined` end the introduction. Repeating a report changes nothing, except that `hired` with another `joined_on` corrects the date. For two years from it, no company may tell the person of openings.',
  access: apiKey('introductions:write'),
  idempotent: true,
  problems: ['introduction_not_open'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(newIntroductionReport, { report: 'hired', joined_on: '2027-04-01', contract_term: 'indefinite' }),
  },
  responses: { 200: jsonResponse(introductionView, 'The introduction with the report.') },
});

export function addReportIntroduction(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(
      await reportIntroduction(context, c.get('companyId'), id, {
        ...c.req.valid('json'),
        actor: readActor(c),
      }),
      200,
    );
  });
}
