import { withCompany } from '@goen/case-store';
import { decideAddress, recordAudit } from '@goen/cases';
import { addressDecision, sharedAddress } from '@goen/contracts/public';
import { formatActor } from '@goen/contracts/workflow';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import type { GatewayApp, GatewayContext } from '../../http/gateway-app.ts';
import { readActor } from '../../identity/principal.ts';
import { apiKey } from '../../identity/require-key.ts';
import { viewSharedAddresses } from './list-shared-addresses.ts';

const route = defineRoute({
  method: 'post',
  path: '/v1/shared-addresses/{id}/decision',
  operationId: 'decideSharedAddress',
  tags: ['candidates'],
  summary: 'Decide whose address it is',
  description:
    'The mails of its owner go on; the others stay in the pool without mails. You may decide again: closed cases stay closed, later rejections follow the new decision.',
  access: apiKey('mail:write'),
  idempotent: true,
  problems: ['mail_under_way'],
  request: {
    params: z.object({ id: z.uuid() }),
    body: jsonBody(addressDecision, {
      belongs_to: 'candidate',
      candidate_id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b',
    }),
  },
  responses: { 200: jsonResponse(sharedAddress, 'The decided address.') },
});

export function addDecideSharedAddress(app: GatewayApp, context: GatewayContext): void {
  app.openapi(route, async (c) => {
    const companyId = c.get('companyId');
    const view = await withCompany(context.orm, companyId, async (em) => {
      const scope = { companyId, personHashKey: context.personHashKey, now: context.now() };
      const actor = readActor(c);
      const { id } = c.req.valid('param');
      const decided = await decideAddress(em, scope, id, { ...c.req.valid('json'), by: formatActor(actor) });
      // Thrown inside the transaction, so that nothing of a refused decision stays.
      if (decided.kind !== 'decided') throw toProblem(decided.kind);
      await recordAudit(em, {
        companyId,
        actor,
        action: 'shared_address.decided',
        subject: { type: 'shared_address', id },
        data: { belongs_to: c.req.valid('json').belongs_to, owner_candidate_id: decided.row.ownerId ?? null },
      });
      const [decidedView] = await viewSharedAddresses(em, [decided.row]);
      return decidedView ?? null;
    });
    if (view === null) throw new HttpProblem('not_found');
    return c.json(view, 200);
  });
}

function toProblem(kind: 'not_found' | 'no_such_candidate' | 'mail_under_way'): HttpProblem {
  if (kind !== 'no_such_candidate') return new HttpProblem(kind);
  const detail = 'This candidate does not have the address.';
  return new HttpProblem('invalid_request', { errors: [{ pointer: '/candidate_id', code: kind, detail }] });
}
