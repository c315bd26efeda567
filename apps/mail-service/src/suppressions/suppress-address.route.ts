import { suppressionRequest } from '@goen/contracts/internal';
import { defineRoute, jsonBody, personHash } from '@goen/service-kit';
import { calledBy, type MailApp } from '../mail-app.ts';
import type { MailContext } from '../mail-context.ts';
import { exampleMessage } from '../messages/example-message.ts';
import { suppressPersonHash } from './suppress-person-hash.ts';

const route = defineRoute({
  method: 'post',
  path: '/suppressions',
  operationId: 'suppressAddress',
  summary: 'Suppress an address',
  access: calledBy('worker'),
  request: {
    body: jsonBody(suppressionRequest, {
      company: exampleMessage.company,
      email: 'hanako@example.com',
      scope: 'regulated',
      reason: 'unsubscribed',
    }),
  },
  responses: { 204: { description: 'Suppressed, now or before.' } },
});

type Deps = Pick<MailContext, 'orm' | 'personHashKey'>;

export function addSuppressAddress(app: MailApp, { orm, personHashKey }: Deps): void {
  app.openapi(route, async (c) => {
    const { email, ...suppression } = c.req.valid('json');
    await suppressPersonHash(orm.em.fork(), personHash(email, personHashKey), suppression);
    return c.body(null, 204);
  });
}
