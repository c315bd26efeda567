import { suppressionPage, suppressionQuery } from '@goen/contracts/public';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { listSuppressions } from './list-suppressions.ts';

const route = defineRoute({
  method: 'get',
  path: '/suppressions',
  operationId: 'listSuppressions',
  summary: 'The suppressions of a company',
  access: calledBy('gateway'),
  request: {
    query: z.strictObject({
      company: z.uuid(),
      limit: suppressionQuery.shape.limit,
      cursor: suppressionQuery.shape.cursor,
    }),
  },
  responses: { 200: jsonResponse(suppressionPage, 'A page of suppressions.') },
});

export function addListSuppressions(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const { company, limit, cursor } = c.req.valid('query');
    return c.json(await listSuppressions(orm, company, { limit, cursor }), 200);
  });
}
