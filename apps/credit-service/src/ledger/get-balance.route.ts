import { creditBalance } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';
import { readBalance } from './read-journal.ts';

const route = defineRoute({
  method: 'get',
  path: '/companies/{company}/balance',
  operationId: 'getBalance',
  summary: 'Points and credits of a company',
  access: calledBy('gateway', 'worker'),
  request: { params: z.object({ company: companyParam }) },
  responses: { 200: jsonResponse(creditBalance, 'The balance; zeros for a company without entries.') },
});

export function addGetBalance(app: CreditApp, { orm }: CreditContext): void {
  app.openapi(route, async (c) => c.json(await readBalance(orm, c.req.valid('param').company), 200));
}
