import { referralResult } from '@goen/contracts/internal';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam, entryParam } from '../credit-app.ts';
import { findReferral } from './read-journal.ts';

const route = defineRoute({
  method: 'get',
  path: '/companies/{company}/referrals/{id}',
  operationId: 'getReferral',
  summary: 'A referral that was posted, as its posting was answered',
  access: calledBy('worker'),
  request: { params: z.object({ company: companyParam, id: entryParam }) },
  responses: { 200: jsonResponse(referralResult, 'The referral.') },
});

export function addFindReferral(app: CreditApp, { orm }: CreditContext): void {
  app.openapi(route, async (c) => {
    const { company, id } = c.req.valid('param');
    const referral = await findReferral(orm, company, id);
    if (referral === null) throw new HttpProblem('not_found');
    return c.json(referral, 200);
  });
}
