import { journalPage } from '@goen/contracts/internal';
import { pageLimit } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { type CreditApp, type CreditContext, calledBy, companyParam } from '../credit-app.ts';
import { listEntries } from './read-journal.ts';

const route = defineRoute({
  method: 'get',
  path: '/companies/{company}/entries',
  operationId: 'listEntries',
  summary: 'The journal of a company, oldest first',
  access: calledBy('gateway'),
  request: {
    params: z.object({ company: companyParam }),
    query: z.strictObject({
      cursor: z.string().optional(),
      limit: pageLimit,
      until: z.coerce.number().int().min(0).optional(),
    }),
  },
  responses: { 200: jsonResponse(journalPage, 'A page of entries.') },
});

export function addListEntries(app: CreditApp, { orm }: CreditContext): void {
  app.openapi(route, async (c) =>
    c.json(await listEntries(orm, c.req.valid('param').company, c.req.valid('query')), 200),
  );
}
