import { digestRequest, messageDigests } from '@goen/contracts/internal';
import { defineRoute, HttpProblem, jsonBody, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { digestMail } from '../messages/digest-mail.ts';
import { exampleMessage } from '../messages/example-message.ts';
import type { WordingDeps } from '../wordings/resolve-wording.ts';

const route = defineRoute({
  method: 'post',
  path: '/messages/digests',
  operationId: 'digestMessages',
  summary: 'Digest what the recipients of mails would read now, without storing or sending them',
  access: calledBy('gateway'),
  // A hundred messages, each with an edit of its own.
  maxBodyBytes: 4 * 1024 * 1024,
  request: { body: jsonBody(digestRequest, { messages: [exampleMessage] }) },
  responses: { 200: jsonResponse(messageDigests, 'One digest per message, in order.') },
});

export function addDigestMessages(app: MailApp, deps: WordingDeps & Pick<MailContext, 'personHashKey'>): void {
  app.openapi(route, async (c) => {
    const digests: (string | null)[] = [];
    for (const message of c.req.valid('json').messages) {
      digests.push(await digestMail(deps, message, deps.personHashKey).catch(ignoreFaults));
    }
    return c.json({ digests }, 200);
  });
}

/** A message that cannot be rendered has no digest. */
function ignoreFaults(error: unknown): null {
  if (error instanceof HttpProblem) return null;
  throw error;
}
