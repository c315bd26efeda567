import { suppressionImport } from '@goen/contracts/internal';
import { suppressionImported } from '@goen/contracts/public';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { importSuppressions } from './import-suppressions.ts';

const route = defineRoute({
  method: 'post',
  path: '/suppressions/imports',
  operationId: 'importSuppressions',
  summary: "Import a company's own list of suppressed addresses",
  access: calledBy('gateway'),
  // 10,000 addresses of 254 characters.
  maxBodyBytes: 3 * 1024 * 1024,
  request: {
    body: jsonBody(suppressionImport.strict(), { company: exampleMessage.company, emails: ['hanako@example.com'] }),
  },
  responses: { 200: jsonResponse(suppressionImported, 'How many addresses were new, and how many known.') },
});

export function addImportSuppressions(app: MailApp, deps: Pick<MailContext, 'orm' | 'personHashKey'>): void {
  app.openapi(route, async (c) => c.json(await importSuppressions(deps, c.req.valid('json')), 200));
}
