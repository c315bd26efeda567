import { caseAdvance, caseAdvanced } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { advanceCase } from './advance-case.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/testing/advance',
  operationId: 'advanceCase',
  tags: ['testing'],
  summary: 'Fast-forward a case to its next step',
  description:
    'For sandbox companies: the clock of this one case moves to the time at which its next step is due, and stays ahead. The step is taken within seconds: read the case until it is. Other cases, introductions and re-invitations keep their time.',
  access: apiKey('events:write'),
  idempotent: true,
  problems: ['not_found', 'not_a_sandbox', 'nothing_to_advance'],
  request: { body: jsonBody(caseAdvance, { case_id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b' }) },
  responses: { 202: jsonResponse(caseAdvanced, 'The clock was moved.') },
});

export function addAdvanceCase(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const { case_id: caseId } = c.req.valid('json');
    return c.json(await advanceCase(context, { companyId: c.get('companyId'), caseId, actor: readActor(c) }), 202);
  });
}
