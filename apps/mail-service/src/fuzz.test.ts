import { buildOpenApiDocument, createLogger } from '@goen/service-kit';
import { fuzzService } from '@goen/testing/fuzz';
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

test('valid and nearly valid requests are answered as the document says', { timeout: 600_000 }, async () => {
  const info = { openapi: '3.1.0', info: { title: 'mail', version: '1' } };
  const document = JSON.parse(buildOpenApiDocument(app, info)) as object;
  const { calls, successes, ...faults } = await fuzzService({
    document,
    seed: 20_261_128,
    runs: 20,
    send: (path, { headers, ...init }) =>
      app.request(path, { ...init, headers: { ...headersFor(init.method, path.split('?')[0] ?? path), ...headers } }),
    // Pictures need a browser, which is not there.
    expectedErrors: [503],
  });
  expect(faults).toEqual({ serverErrors: [], undocumented: [] });
  expect(calls).toBeGreaterThan(200);
  expect(successes).toBeGreaterThan(40);
});
