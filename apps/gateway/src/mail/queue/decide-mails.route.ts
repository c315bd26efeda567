import { mailDecisionResults, mailDecisionRows, mailDecisions, maxDecisionsBytes } from '@goen/contracts/public';
import { defineRoute, jsonResponse, validate } from '@goen/service-kit';
import type { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { hasScope, readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { decideMails } from './decide-mails.ts';

const schemaName = 'MailDecisions';
const example: z.input<typeof mailDecisions> = {
  decisions: [
    { case_id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b', kind: 'rejection_relay', action: 'approve' },
    {
      case_id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3c',
      kind: 'rejection_relay',
      action: 'approve',
      wording: {
        subject: '選考結果のご連絡',
        body: '{{addressee}}\n\n面接ではありがとうございました。\n\n[ご案内]({{pageUrl}})',
      },
    },
  ],
};

const route = defineRoute({
  method: 'post',
  path: '/v1/mails/decisions',
  operationId: 'decideMails',
  tags: ['mails'],
  summary: 'Approve, edit, hold, release or cancel one or many mails',
  description:
    'Returns one result per row, in order; a bad row does not affect the others. The pointers of a problem in a row start at that row. `approve` also needs the scope `mail:approve`.',
  access: apiKey('mail:write'),
  idempotent: 'steps',
  maxBodyBytes: maxDecisionsBytes,
  request: {
    // By reference, so that nothing is validated before the handler: it validates row by row.
    body: {
      required: true,
      content: { 'application/json': { schema: { $ref: `#/components/schemas/${schemaName}` }, example } },
    },
  },
  responses: { 200: jsonResponse(mailDecisionResults, 'One result per row.') },
});

export function addDecideMails(app: GatewayApp, context: GatewayContext): void {
  app.openAPIRegistry.register(schemaName, mailDecisions.meta({ id: schemaName }));
  app.openapi(route, async (c) => {
    const { decisions } = validate(await c.req.json(), mailDecisionRows);
    const decider = { actor: readActor(c), mayApprove: hasScope(c, 'mail:approve') };
    return c.json({ results: await decideMails(context, c.get('companyId'), decisions, decider) }, 200);
  });
}
