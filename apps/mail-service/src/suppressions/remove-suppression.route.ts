import { suppressionRemoval } from '@goen/contracts/internal';
import { defineRoute, HttpProblem, jsonBody } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { removeSuppression } from './remove-suppression.ts';

const route = defineRoute({
  method: 'post',
  path: '/suppressions/removals',
  operationId: 'removeSuppression',
  summary: "Remove a company's own suppression, with the reason",
  access: calledBy('gateway'),
  problems: ['not_found'],
  request: {
    body: jsonBody(suppressionRemoval.strict(), {
      company: exampleMessage.company,
      email: 'hanako@example.com',
      because: 'asked for mails again by phone',
      removedBy: 'API key console',
    }),
  },
  responses: { 204: { description: 'Removed.' } },
});

export function addRemoveSuppression(app: MailApp, deps: Pick<MailContext, 'orm' | 'personHashKey'>): void {
  app.openapi(route, async (c) => {
    const removed = await removeSuppression(deps, c.req.valid('json'));
    if (!removed) throw new HttpProblem('not_found');
    return c.body(null, 204);
  });
}
