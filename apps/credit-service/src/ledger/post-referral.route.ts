import { referralPosting, referralResult } from '@goen/contracts/internal';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';

const route = defineRoute({
  method: 'post',
  path: '/companies/{company}/referrals',
  operationId: 'postReferral',
  summary: 'Post the point of a referral',
  access: calledBy('worker'),
  problems: ['entry_conflict', 'unavailable'],
  request: {
    params: z.object({ company: companyParam }),
    body: jsonBody(referralPosting, {
      id: '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b:referral:1',
      personHash: 'b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78',
      date: '2026-11-27',
    }),
  },
  responses: {
    200: jsonResponse(referralResult, 'Posted by this request or an earlier one with the same id, or refused.'),
  },
});

/** The tenth point converts to a credit in the same transaction. */
export function addPostReferral(app: CreditApp, { ledger }: CreditContext): void {
  app.openapi(route, async (c) => {
    const { company } = c.req.valid('param');
    const { id, personHash, otherHashes, date } = c.req.valid('json');
    const result = await ledger.post({ company, kind: 'referral', id, personHash, otherHashes, date });
    return c.json(result, 200);
  });
}
