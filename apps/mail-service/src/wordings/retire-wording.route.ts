import { saveWordingRequest, wordingVersion } from '@goen/contracts/internal';
import { defineRoute, HttpProblem, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { retireWording } from './save-wording.ts';
import { toWordingView } from './to-wording-view.ts';

const route = defineRoute({
  method: 'delete',
  path: '/wordings',
  operationId: 'retireWording',
  summary: 'Retire a wording: the next nearest, or the built-in one, is used',
  access: calledBy('gateway'),
  problems: ['not_found'],
  request: { query: saveWordingRequest.omit({ subject: true, body: true }) },
  responses: { 200: jsonResponse(wordingVersion, 'The version that retires it.') },
});

export function addRetireWording(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const { company, savedBy, ...target } = c.req.valid('query');
    const retired = await retireWording(orm, { company, savedBy }, target);
    if (!retired) throw new HttpProblem('not_found');
    return c.json(toWordingView(retired), 200);
  });
}
