import { wordingPage, wordingQuery, wordingTarget } from '@goen/contracts/internal';
import { defineRoute, jsonResponse } from '@goen/service-kit';
import { z } from 'zod';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { listVersions } from './list-wordings.ts';

const route = defineRoute({
  method: 'get',
  path: '/wordings/versions',
  operationId: 'listWordingVersions',
  summary: 'Every version of one wording, newest first',
  access: calledBy('gateway'),
  request: { query: z.strictObject({ company: z.uuid(), ...wordingTarget.shape, ...wordingQuery.shape }) },
  responses: { 200: jsonResponse(wordingPage, 'A page of versions.') },
});

export function addListVersions(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const { company, limit, cursor, ...target } = c.req.valid('query');
    return c.json(await listVersions(orm, company, target, { limit, cursor }), 200);
  });
}
