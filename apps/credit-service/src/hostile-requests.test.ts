import { createLogger } from '@goen/service-kit';
import { sendHostileRequests } from '@goen/testing/hostile-requests';
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

test('texts that cannot be stored, dates and numbers out of range are refused by every operation', async () => {
  const document = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'credit', version: '1' } });
  const { requests, wrong } = await sendHostileRequests(document, (path, init) =>
    app.request(path, {
      ...init,
      headers: { authorization: `Bearer ${tokenFor(path)}`, 'content-type': 'application/json' },
    }),
  );
  expect(requests).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});
