import { messageResult, testSendRequest } from '@goen/contracts/internal';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { sendTestMail } from './send-test-mail.ts';

const { company, kind, locale, sender, provider, date } = exampleMessage;

const route = defineRoute({
  method: 'post',
  path: '/wordings/test-sends',
  operationId: 'sendTestMail',
  summary: 'Send a wording with sample data to its author',
  access: calledBy('gateway'),
  problems: ['too_many_test_mails', 'unavailable', 'sender_domain_unverified'],
  request: {
    body: jsonBody(testSendRequest, {
      company,
      kind,
      locale,
      sender,
      provider,
      date,
      key: 'test:018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b',
      to: 'saiyo@midori.example',
    }),
  },
  responses: { 200: jsonResponse(messageResult, 'The first result of the key.') },
});

export function addSendTestMail(app: MailApp, context: MailContext): void {
  app.openapi(route, async (c) => c.json(await sendTestMail(context, c.req.valid('json')), 200));
}
