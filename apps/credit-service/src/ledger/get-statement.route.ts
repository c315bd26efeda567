import { statementHead } from '@goen/contracts/internal';
import { statementMonth } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';
import { buildStatement } from './statement.ts';

const route = defineRoute({
  method: 'get',
  path: '/companies/{company}/statements/{month}',
  operationId: 'getStatement',
  summary: 'Opening and closing balance of a month in Asia/Tokyo',
  access: calledBy('gateway'),
  request: { params: z.object({ company: companyParam, month: statementMonth }) },
  responses: { 200: jsonResponse(statementHead, 'The statement, without its entries.') },
});

export function addGetStatement(app: CreditApp, { orm }: CreditContext): void {
  app.openapi(route, async (c) => {
    const { company, month } = c.req.valid('param');
    return c.json(await buildStatement(orm, company, month), 200);
  });
}
