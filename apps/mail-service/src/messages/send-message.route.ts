import { messageRequest, messageResult } from '@goen/contracts/internal';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from './example-message.ts';
import { sendMessage } from './send-message.ts';

const route = defineRoute({
  method: 'post',
  path: '/messages',
  operationId: 'sendMessage',
  summary: 'Send a mail, at most once per key',
  access: calledBy('gateway', 'worker'),
  problems: ['unavailable', 'sender_domain_unverified', 'mail_changed'],
  request: { body: jsonBody(messageRequest, exampleMessage) },
  responses: { 200: jsonResponse(messageResult, 'The first result of the key.') },
});

export function addSendMessage(app: MailApp, context: MailContext): void {
  app.openapi(route, async (c) => c.json(await sendMessage(context, c.req.valid('json')), 200));
}
