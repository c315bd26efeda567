import { reversalPosting, reversalResult } from '@goen/contracts/internal';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';

const route = defineRoute({
  method: 'post',
  path: '/companies/{company}/reversals',
  operationId: 'postReversal',
  summary: 'Take the point of a referral back by a new entry',
  access: calledBy('worker'),
  problems: ['entry_conflict', 'unavailable'],
  request: {
    params: z.object({ company: companyParam }),
    body: jsonBody(reversalPosting, {
      id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b:referral:1:reversal',
      entryId: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b:referral:1',
      reason: 'unrejected',
    }),
  },
  responses: { 200: jsonResponse(reversalResult, 'Posted by this request or an earlier one with the same id.') },
});

export function addPostReversal(app: CreditApp, { ledger }: CreditContext): void {
  app.openapi(route, async (c) => {
    const { company } = c.req.valid('param');
    const { id, entryId, reason } = c.req.valid('json');
    const posted = await ledger.post({ company, kind: 'reversal', id, reverses: entryId, reason });
    if (posted.status !== 'posted') throw new HttpProblem('internal_error');
    return c.json(posted, 200);
  });
}
