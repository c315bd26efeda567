import { randomUUID } from 'node:crypto';
import { createLogger } from '@goen/service-kit';
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

async function send(method: string, path: string, body?: unknown, token = tokenFor(path)) {
  const answer = await app.request(path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const json: unknown = await answer.json();
  return { status: answer.status, body: json };
}
const referral = (n: number) => ({ id: `r${n}`, personHash: String(n).padStart(64, '0'), date: '2026-11-24' });

test('ten referrals earn a credit that is held and spent; each posting replays', async () => {
  const company = `/companies/${randomUUID()}`;
  for (let n = 1; n <= 10; n += 1) {
    const { body } = await send('POST', `${company}/referrals`, referral(n));
    expect(body).toMatchObject({ status: 'posted', replayed: false, earnedCredits: n === 10 ? 1 : 0 });
  }
  const again = await send('GET', `${company}/referrals/r10`);
  expect(again.body).toMatchObject({ status: 'posted', replayed: true, earnedCredits: 1 });
  expect((await send('POST', `${company}/holds`, { id: 'h1' })).body).toEqual({
    id: 'h1',
    state: 'held',
    replayed: false,
  });
  expect((await send('POST', `${company}/holds/h1/capture`)).body).toMatchObject({ state: 'captured' });
  expect(await send('POST', `${company}/holds/h1/release`)).toMatchObject({
    status: 409,
    body: { code: 'hold_final' },
  });
  expect((await send('GET', `${company}/balance`)).body).toMatchObject({ points: 10, spent: 1, available: 0 });
  const page = await send('GET', `${company}/entries?limit=2`);
  expect(page.body).toMatchObject({ items: [{ id: 'r1' }, { id: 'r2' }], next: expect.any(String) });
});

test.each([
  ['a wrong token', 'GET', '/balance', undefined, 401, 'unauthorized'],
  ['an unknown field', 'POST', '/holds', { id: 'h', amount: 2 }, 422, 'invalid_request'],
  ['an unknown query parameter', 'GET', '/entries?max=2', undefined, 422, 'invalid_request'],
  ['an unreadable cursor', 'GET', '/entries?cursor=x', undefined, 400, 'invalid_cursor'],
  ['no credit', 'POST', '/holds', { id: 'h' }, 409, 'insufficient_credits'],
  ['a referral that was never posted', 'GET', '/referrals/none', undefined, 404, 'not_found'],
  ['a month that is none', 'GET', '/statements/2026-13', undefined, 404, 'not_found'],
  ['a wrong method', 'DELETE', '/balance', undefined, 405, 'method_not_allowed'],
] as const)('%s is refused', async (name, method, path, body, status, code) => {
  const token = name === 'a wrong token' ? 'another-token-of-the-tests' : tokenFor(path);
  expect(await send(method, `/companies/${randomUUID()}${path}`, body, token)).toMatchObject({
    status,
    body: { status, code },
  });
});

test('a company id that is none is not found', async () => {
  expect(await send('GET', '/companies/no-id/balance')).toMatchObject({ status: 404 });
});
