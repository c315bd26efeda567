import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../ledger/ledger.ts';
import { type LedgerFixture, startLedgerFixture } from '../testing/ledger-fixture.ts';

let fixture: LedgerFixture;
beforeAll(async () => {
  fixture = await startLedgerFixture();
});
afterAll(() => fixture?.close());

const main = fileURLToPath(new URL('main.ts', import.meta.url));
const run = () =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = {
      PATH: process.env.PATH,
      CREDIT_DATABASE_URL: fixture.urls.url,
    };
    execFile(process.execPath, [main], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

test('the command says that the books are sound, or each fault, and exits by it', async () => {
  const company = randomUUID();
  await openLedger(fixture.orm).post({
    company,
    kind: 'referral',
    id: 'r1',
    personHash: '1'.repeat(64),
    date: '2026-11-24',
  });
  expect(await run()).toEqual({ code: 0, out: 'The books are sound.\n', err: '' });
  await fixture.asOwner('update balance set points = 5 where company_id = ?', [company]);
  expect(await run()).toMatchObject({
    code: 1,
    out: '1 fault(s).\n',
    err: expect.stringContaining(`${company}: points is kept as 5, the journal sums to 1\n`) as string,
  });
});
