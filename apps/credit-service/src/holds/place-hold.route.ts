import { holdPosting, holdResult } from '@goen/contracts/internal';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';

const route = defineRoute({
  method: 'post',
  path: '/companies/{company}/holds',
  operationId: 'placeHold',
  summary: 'Hold a credit for an introduction',
  access: calledBy('worker'),
  problems: ['entry_conflict', 'insufficient_credits', 'unavailable'],
  request: {
    params: z.object({ company: companyParam }),
    body: jsonBody(holdPosting, { id: 'introduction:018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b' }),
  },
  responses: { 200: jsonResponse(holdResult, 'Held by this request or an earlier one with the same id.') },
});

export function addPlaceHold(app: CreditApp, { ledger }: CreditContext): void {
  app.openapi(route, async (c) => {
    const { company } = c.req.valid('param');
    const { id } = c.req.valid('json');
    const posted = await ledger.post({ company, kind: 'hold', id });
    return c.json({ id, state: 'held' as const, replayed: posted.status === 'posted' && posted.replayed }, 200);
  });
}
