import { buildOpenApiDocument, createLogger } from '@goen/service-kit';
import { fuzzService } from '@goen/testing/fuzz';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CreditApp } from './credit-app.ts';
import { openLedger } from './ledger/ledger.ts';
import { creditApp } from './start-credit-service.ts';
import { callerTokens, tokenFor } from './testing/callers.ts';
import { type LedgerFixture, startLedgerFixture } from './testing/ledger-fixture.ts';

let fixture: LedgerFixture;
let app: CreditApp;
beforeAll(async () => {
  fixture = await startLedgerFixture();
  const context = { orm: fixture.orm, ledger: openLedger(fixture.orm) };
  app = creditApp(context, { callerTokens }, createLogger('credit-service', 'silent'));
});
afterAll(() => fixture?.close());

test('valid and nearly valid requests are answered as the document says', { timeout: 120_000 }, async () => {
  const info = { openapi: '3.1.0', info: { title: 'credit', version: '1' } };
  const document = JSON.parse(buildOpenApiDocument(app, info)) as object;
  const { calls, successes, ...faults } = await fuzzService({
    document,
    seed: 20_261_128,
    runs: 30,
    send: (path, { headers, ...init }) =>
      app.request(path, { ...init, headers: { ...headers, authorization: `Bearer ${tokenFor(path)}` } }),
  });
  expect(faults).toEqual({ serverErrors: [], undocumented: [] });
  expect(calls).toBeGreaterThan(200);
  expect(successes).toBeGreaterThan(40);
});
