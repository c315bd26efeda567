import { recordEvent } from '@goen/cases';
import { caseEvent, eventAccepted } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { refusalProblem } from '../../http/refusal-problem.ts';
import { apiKey } from '../../identity/require-key.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/events',
  operationId: 'reportEvent',
  tags: ['events'],
  summary: 'Report an un-rejection, a reapplication, an offer or its end',
  description:
    'Returns the cases it concerns: none when the candidate is unknown. An un-rejection also cancels older rejections that are reported later, and nobody who holds an offer is mailed about a rejection that is reported later.',
  access: apiKey('events:write'),
  idempotent: true,
  problems: ['occurred_in_future', 'unknown_connection'],
  request: {
    body: jsonBody(caseEvent, {
      type: 'candidate.hired',
      source: { ats: 'herp' },
      occurred_at: '2026-11-24T10:00:00+09:00',
      candidate: { remote_id: 'C-1', emails: ['hanako@example.com'] },
      application: { remote_id: 'A-2' },
      offer_only: true,
    }),
  },
  responses: { 202: jsonResponse(eventAccepted, 'Accepted.') },
});

export function addReportEvent(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const { orm, personHashKey } = context;
    const result = await recordEvent({ orm, personHashKey, now: context.now() }, companyId, c.req.valid('json'));
    if (result.kind === 'refused') throw refusalProblem(result);
    return c.json({ case_ids: [...result.caseIds] }, 202);
  });
}
