import { createLogger } from '@goen/service-kit';
import { sendHostileRequests } from '@goen/testing/hostile-requests';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMailConfig } from './config.ts';
import { createMailApp } from './create-mail-app.ts';
import type { MailApp } from './mail-app.ts';
import type { MailContext } from './mail-context.ts';
import { createPictures } from './previews/pictures.ts';
import { headersFor, type MailFixture, openMailContext, startMailFixture } from './testing/mail-fixture.ts';

let fixture: MailFixture;
let context: MailContext;
let app: MailApp;
beforeAll(async () => {
  fixture = await startMailFixture();
  context = await openMailContext(fixture);
  const pictures = createPictures(null, createLogger('mail-service', 'silent'));
  app = createMailApp(context, pictures, readMailConfig(fixture.env));
});
afterAll(async () => {
  await context.orm.close(true);
  await fixture.close();
});

test('texts that cannot be stored, dates and numbers out of range are refused by every operation', async () => {
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'mail', version: '1' } });
  const { requests, wrong } = await sendHostileRequests(document, (path, init) =>
    app.request(path, { ...init, headers: headersFor(init.method ?? 'GET', path.split('?')[0] ?? path) }),
  );
  expect(requests).toBeGreaterThan(1_000);
  expect(wrong).toEqual([]);
}, 300_000);
