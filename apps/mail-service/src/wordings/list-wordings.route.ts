import { wordingPage, wordingQuery } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { listWordings } from './list-wordings.ts';

const route = defineRoute({
  method: 'get',
  path: '/wordings',
  operationId: 'listWordings',
  summary: 'The wordings that a company uses, in the order of their last change',
  access: calledBy('gateway'),
  request: { query: z.strictObject({ company: z.uuid(), ...wordingQuery.shape }) },
  responses: { 200: jsonResponse(wordingPage, 'A page of wordings.') },
});

export function addListWordings(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const { company, ...query } = c.req.valid('query');
    return c.json(await listWordings(orm, company, query), 200);
  });
}
