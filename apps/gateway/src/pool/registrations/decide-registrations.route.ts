import { registrationDecisionResults, registrationDecisionRows, registrationDecisions } from '@goen/contracts/public';
import { defineRoute, jsonResponse, validate } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { decideRegistrations } from './decide-registrations.ts';

const schemaName = 'RegistrationDecisions';
const example: z.input<typeof registrationDecisions> = {
  decisions: [
    { id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b', action: 'confirm', rejected_on: '2026-11-20', stage: 'interview' },
    { id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3c', action: 'refuse' },
  ],
};

const route = defineRoute({
  method: 'post',
  path: '/v1/registrations/decisions',
  operationId: 'decideRegistrations',
  tags: ['registrations'],
  summary: 'Confirm or refuse one or many registrations, or take back confirmations',
  description:
    'Returns one result per row, in order; a bad row does not affect the others. A confirmed registration earns a point, a refused one never does and its data is deleted at once. Taking back a confirmation reverses the point. The operator sees every confirmation by hand and limits how many a company makes per month.',
  access: apiKey('rejections:write'),
  idempotent: 'steps',
  request: {
    // By reference, so that nothing is validated before the handler: it validates row by row.
    body: {
      required: true,
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${schemaName}` }, example } },
    },
  },
  responses: { 200: jsonResponse(registrationDecisionResults, 'One result per row.') },
});

export function addDecideRegistrations(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.register(schemaName, registrationDecisions.meta({ id: schemaName }));
  app.openapi(route, async (c) => {
    const { decisions } = validate(await c.req.json(), registrationDecisionRows);
    return c.json({ results: await decideRegistrations(context, c.get('companyId'), decisions, readActor(c)) }, 200);
  });
}
