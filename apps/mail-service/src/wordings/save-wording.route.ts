import { saveWordingRequest, wordingVersion } from '@goen/contracts/internal';
import { defineRoute, jsonBody, jsonResponse } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { saveWording } from './save-wording.ts';
import { toWordingView } from './to-wording-view.ts';

const route = defineRoute({
  method: 'put',
  path: '/wordings',
  operationId: 'saveWording',
  summary: 'Save a new version of a wording, used from the next mail on',
  access: calledBy('gateway'),
  request: {
    body: jsonBody(saveWordingRequest, {
      company: exampleMessage.company,
      savedBy: 'API key console',
      kind: 'rejection',
      locale: 'ja',
      subject: '選考結果のご連絡【{{company}}】',
      body: '{{addressee}}\n\nこのたびはご応募いただき、ありがとうございました。',
    }),
  },
  responses: { 200: jsonResponse(wordingVersion, 'The version in use.') },
});

export function addSaveWording(app: MailApp, { orm }: Pick<MailContext, 'orm'>): void {
  app.openapi(route, async (c) => {
    const { company, savedBy, subject, body, ...target } = c.req.valid('json');
    const saved = await saveWording(orm, { company, savedBy }, target, { subject, body });
    return c.json(toWordingView(saved), 200);
  });
}
