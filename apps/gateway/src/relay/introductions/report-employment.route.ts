import { introductionView, newEmploymentReport } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { reportEmployment } from './report-employment.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/introductions/{id}/employment',
  operationId: 'reportEmployment',
  tags: ['introductions'],
  summary: 'Answer whether a person you hired is still employed',
  description:
    'We ask once, six months after the person joined, for the yearly report on placements (職業安定法 Art. 32-16). You may answer earlier, and correct your answer.',
  access: apiKey('introductions:write'),
  idempotent: true,
  problems: ['introduction_not_open'],
  request: { params: z.object({ id: z.uuid() }), body: jsonBody(newEmploymentReport, { still_employed: true }) },
  responses: { 200: jsonResponse(introductionView, 'The introduction with the answer.') },
});

export function addReportEmployment(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { id } = c.req.valid('param');
    const actor = readActor(c);
    return c.json(await reportEmployment(context, c.get('companyId'), id, { ...c.req.valid('json'), actor }), 200);
  });
}
