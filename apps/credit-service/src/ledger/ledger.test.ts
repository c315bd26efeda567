import { randomUUID } from 'node:crypto';
import { creditBalance, journalPage } from '@goen/contracts/internal';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { createLogger } from '@goen/service-kit';
import { type Database, openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { audit } from '../audit/audit.ts';
import { creditDatabase } from '../database/database-spec.ts';
import { type CreditService, readCreditConfig, startCreditService } from '../index.ts';
import { callerTokensText, tokenFor } from '../testing/callers.ts';

let service: CreditService;
let orm: Database;
beforeAll(async () => {
  const { credit } = await freshDatabases(inject('postgresAdminUrl'));
  orm = await openDatabase(creditDatabase, credit);
  const env = { PORT: '0', CREDIT_DATABASE_URL: credit.url };
  const config = readCreditConfig({ ...env, CREDIT_SERVICE_TOKENS: callerTokensText });
  service = await startCreditService(config, createLogger('credit-service', 'silent'));
});
afterAll(async () => {
  await service?.close();
  await orm?.close(true);
});

const call = (path: string, body?: object, given = tokenFor(path)) =>
  fetch(`${service.url}/companies/${path}`, {
    headers: { authorization: `Bearer ${given}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
const answered = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;
const person = (n: number) => String(n).padStart(64, '0');
const refer = (company: string, n: number, id = `case-${n}:referral:1`, date = '2026-11-24') =>
  answered(call(`${company}/referrals`, { id, personHash: person(n), date }));
const reverse = (company: string, n: number) =>
  answered(
    call(`${company}/reversals`, {
      id: `case-${n}:referral:1:reversal`,
      entryId: `case-${n}:referral:1`,
      reason: 'unrejected',
    }),
  );
const balance = async (company: string) => creditBalance.parse(await answered(call(`${company}/balance`)));
const referMany = async (company: string, count: number, from = 1) => {
  for (let n = from; n < from + count; n += 1) await refer(company, n);
};

test('nine points are no credit, the tenth converts in the same posting, the eleventh waits', async () => {
  const company = randomUUID();
  await referMany(company, 9);
  expect(await balance(company)).toMatchObject({ points: 9, available: 0, pointsToNextCredit: 1 });
  await refer(company, 10);
  expect(await balance(company)).toMatchObject({ points: 10, available: 1, earned: 1, pointsToNextCredit: 10 });
  await refer(company, 11);
  expect(await balance(company)).toMatchObject({ points: 11, available: 1, pointsToNextCredit: 9 });
});

test('the same id replays; with other inputs it is a conflict', async () => {
  const company = randomUUID();
  expect(await refer(company, 1)).toEqual({
    status: 'posted',
    entryId: 'case-1:referral:1',
    replayed: false,
    earnedCredits: 0,
  });
  expect(await refer(company, 1)).toMatchObject({ replayed: true });
  const other = await call(`${company}/referrals`, {
    id: 'case-1:referral:1',
    personHash: person(2),
    date: '2026-11-24',
  });
  expect(other.status).toBe(409);
  expect(await other.json()).toMatchObject({ code: 'entry_conflict' });
  expect(await balance(company)).toMatchObject({ points: 1 });
});

test.each([
  ['the same day, from another case', '2026-11-24', 'refused'],
  ['a day before twelve months are over', '2027-11-23', 'refused'],
  ['when twelve months are over', '2027-11-24', 'posted'],
])('a person counts once in twelve months: %s', async (_when, date, status) => {
  const company = randomUUID();
  await refer(company, 1);
  expect(await refer(company, 1, 'case-other:referral:1', date)).toMatchObject({ status });
});

test('a person who is known by several addresses counts once, whichever the point was made under', async () => {
  const company = randomUUID();
  await refer(company, 1);
  const posting = { id: 'moved:referral:1', personHash: person(2), date: '2027-03-01' };
  const asKnown = (otherHashes: string[]) => answered(call(`${company}/referrals`, { ...posting, otherHashes }));
  expect(await asKnown([person(3), person(1)])).toMatchObject({ status: 'refused', reason: 'already_referred' });
  await reverse(company, 1);
  expect(await asKnown([person(3), person(1)])).toMatchObject({ status: 'posted', replayed: false });
  expect(await asKnown([person(4)])).toMatchObject({ status: 'posted', replayed: true });
});

test('a referral that was posted is read by its id, with the credit that it made', async () => {
  const company = randomUUID();
  await referMany(company, 10);
  const read = (id: string) => answered(call(`${company}/referrals/${encodeURIComponent(id)}`));
  expect(await read('case-9:referral:1')).toEqual({
    status: 'posted',
    entryId: 'case-9:referral:1',
    replayed: true,
    earnedCredits: 0,
  });
  expect(await read('case-10:referral:1')).toMatchObject({ earnedCredits: 1 });
  for (const id of ['case-11:referral:1', 'case-10:referral:1:conversion']) {
    expect(await read(id)).toMatchObject({ status: 404, code: 'not_found' });
  }
});

test('a refused command does not use up its id, and a reversed point no longer counts', async () => {
  const company = randomUUID();
  await refer(company, 1);
  expect(await refer(company, 1, 'again')).toMatchObject({ status: 'refused', reason: 'already_referred' });
  await reverse(company, 1);
  expect(await refer(company, 1, 'again')).toMatchObject({ status: 'posted', replayed: false });
});

test('a reversal takes back a credit that is free', async () => {
  const company = randomUUID();
  await referMany(company, 10);
  await reverse(company, 3);
  expect(await balance(company)).toMatchObject({ points: 9, available: 0, debtPoints: 0 });
  expect(
    (await call(`${company}/reversals`, { id: 'second', entryId: 'case-3:referral:1', reason: 'duplicate' })).status,
  ).toBe(409);
  expect((await call(`${company}/reversals`, { id: 'x', entryId: 'never', reason: 'duplicate' })).status).toBe(404);
});

test('a reversal after the credit was spent is a debt that coming points pay first', async () => {
  const company = randomUUID();
  await referMany(company, 10);
  await call(`${company}/holds`, { id: 'h1' });
  await reverse(company, 1);
  expect(await balance(company)).toMatchObject({ points: 9, held: 1, available: 0, debtPoints: 1 });
  expect(await answered(call(`${company}/holds/h1/capture`, {}))).toMatchObject({ state: 'captured' });
  await referMany(company, 10, 20);
  expect(await balance(company)).toMatchObject({ points: 19, spent: 1, available: 0, debtPoints: 0 });
  await refer(company, 40);
  expect(await balance(company)).toMatchObject({ points: 20, spent: 1, available: 1 });
});

test('a hold needs a credit; its end is final: the same replays, the other is refused', async () => {
  const company = randomUUID();
  const none = await call(`${company}/holds`, { id: 'h1' });
  expect([none.status, ((await none.json()) as { code: string }).code]).toEqual([409, 'insufficient_credits']);
  await referMany(company, 10);
  expect(await answered(call(`${company}/holds`, { id: 'h1' }))).toEqual({ id: 'h1', state: 'held', replayed: false });
  expect(await answered(call(`${company}/holds/h1/release`, {}))).toMatchObject({ state: 'released', replayed: false });
  expect(await answered(call(`${company}/holds/h1/release`, {}))).toMatchObject({ state: 'released', replayed: true });
  const captured = await call(`${company}/holds/h1/capture`, {});
  expect(await captured.json()).toMatchObject({ status: 409, code: 'hold_final' });
  expect(await balance(company)).toMatchObject({ available: 1, held: 0, spent: 0 });
});

test('twenty referrals at once on a new account are twenty points and two credits; one id at once is one posting', async () => {
  const company = randomUUID();
  await Promise.all(Array.from({ length: 20 }, (_, n) => refer(company, n)));
  expect(await balance(company)).toMatchObject({ points: 20, available: 2 });
  const again = await Promise.all(Array.from({ length: 10 }, () => refer(company, 99)));
  expect(again.filter(({ replayed }) => !replayed)).toHaveLength(1);
});

test('the journal is read in stable pages, and the audit finds the books sound', async () => {
  const company = randomUUID();
  await referMany(company, 10);
  const first = journalPage.parse(await answered(call(`${company}/entries?limit=6`)));
  const second = journalPage.parse(await answered(call(`${company}/entries?limit=6&cursor=${first.next}`)));
  expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual([
    ...Array(10).fill('referral'),
    'conversion',
  ]);
  expect(second.next).toBeNull();
  expect(await audit(orm)).toEqual([]);
});

test('the audit names a balance that drifted from the journal', async () => {
  const company = randomUUID();
  await refer(company, 1);
  await orm.em.fork().execute('update balance set points = 5 where company_id = ?', [company]);
  expect(await audit(orm)).toEqual([{ company, what: 'points is kept as 5, the journal sums to 1' }]);
});

test.each([
  'update journal_entry set kind = kind',
  'delete from journal_entry',
  'delete from journal_line',
  'truncate journal_line',
])('the role of the service can’t %s', async (sql) => {
  await expect(orm.em.fork().execute(sql)).rejects.toThrow(/permission denied/);
});

test('the edge: a wrong token, a wrong body, no company', async () => {
  expect((await call(`${randomUUID()}/balance`, undefined, 'another-token-of-tests')).status).toBe(401);
  const wrong = await call(`${randomUUID()}/referrals`, { id: 'x', personHash: person(1), date: 'today' });
  expect(await wrong.json()).toMatchObject({ status: 422, errors: [{ pointer: '/date' }] });
  expect((await call('nobody/balance')).status).toBe(404);
});
