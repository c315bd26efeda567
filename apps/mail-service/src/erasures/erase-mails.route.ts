import { erasureRequest } from '@goen/contracts/internal';
import { defineRoute, jsonBody } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { eraseMails } from './erase-mails.ts';

const example = { company: exampleMessage.company, personHashes: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c'] };

const route = defineRoute({
  method: 'post',
  path: '/erasures',
  operationId: 'eraseMails',
  summary: 'Delete the mails to the addresses of a person and suppress the addresses',
  access: calledBy('worker'),
  request: { body: jsonBody(erasureRequest, example) },
  responses: { 204: { description: 'Erased, now or before.' } },
});

export function addEraseMails(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    await eraseMails(orm, c.req.valid('json'));
    return c.body(null, 204);
  });
}
