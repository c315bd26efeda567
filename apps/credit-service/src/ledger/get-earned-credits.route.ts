import { earnedCredits, earnedCreditsQuery } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';
import { countEarnedCredits } from './count-earned-credits.ts';

const route = defineRoute({
  method: 'get',
  path: '/companies/{company}/earned-credits',
  operationId: 'getEarnedCredits',
  summary: 'How many credits a company earned in a period',
  access: calledBy('gateway'),
  request: { params: z.object({ company: companyParam }), query: earnedCreditsQuery },
  responses: { 200: jsonResponse(earnedCredits, 'Conversions minus those undone, at least zero.') },
});

export function addGetEarnedCredits(app: CreditApp, { orm }: CreditContext): void {
  app.openapi(route, async (c) => {
    const { from, to } = c.req.valid('query');
    const period = { from: new Date(from), to: new Date(to) };
    return c.json(await countEarnedCredits(orm, c.req.valid('param').company, period), 200);
  });
}
