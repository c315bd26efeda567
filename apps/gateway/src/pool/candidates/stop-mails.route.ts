import { withCompany } from '@goen/case-store';
import { stopMailsRequest } from '@goen/contracts/public';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { stopMails } from './requests-of-person.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/candidates/{id}/stop-mails',
  operationId: 'stopMailsToCandidate',
  tags: ['candidates'],
  summary: 'Stop mails to a candidate who asked you to',
  description:
    'As if they had unsubscribed (特定電子メール法 Art. 3(3)): nothing but results of applications is sent any more. Again: nothing changes.',
  access: apiKey('candidates:write'),
  idempotent: true,
  problems: ['candidate_erased'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(stopMailsRequest, { asked_via: 'phone' }),
  },
  responses: { 204: { description: 'Stopped, now or before.' } },
});

export function addStopMails(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const scope = { companyId, candidateId: c.req.valid('param').id, actor: readActor(c), now: context.now() };
    await withCompany(context.orm, companyId, (em) => stopMails(em, scope, c.req.valid('json').asked_via));
    return c.body(null, 204);
  });
}
