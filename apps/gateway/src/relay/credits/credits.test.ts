import { randomUUID } from 'node:crypto';
import { type CreditAccounts, type CreditEntry, creditStatement, creditsView } from '@goen/contracts/public';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { startCreditServiceProcess } from '../../testing/credit-service-process.ts';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
let app: GatewayApp;
const cases = Array.from({ length: 11 }, () => randomUUID());
beforeAll(async () => {
  [gateway, credit] = await Promise.all([startGatewayFixture(), startCreditServiceProcess()]);
  app = createGatewayApp({ ...gateway.context, credit: credit.address }, { operatorName: 'Goen' }, {});
  for (const [n, id] of cases.entries()) {
    await credit.post(gateway.hinode.id, 'referrals', {
      id: `${id}:referral:1`,
      personHash: String(n).padStart(64, '0'),
      date: '2026-11-24',
    });
  }
  await credit.post(gateway.hinode.id, 'holds', { id: 'h1' });
  const reversal = { id: 'r', entryId: `${cases[2]}:referral:1`, reason: 'unrejected' };
  await credit.post(gateway.hinode.id, 'reversals', { ...reversal, id: `${reversal.entryId}:reversal` });
  const second = `${cases[3]}:referral:1`;
  await credit.post(gateway.hinode.id, 'reversals', { id: `${second}:reversal`, entryId: second, reason: 'duplicate' });
});
afterAll(async () => {
  await credit?.close();
  await gateway?.close();
});

const get = (path: string, key = gateway.hinode.key) =>
  Promise.resolve(app.request(`/v1/credits${path}`, { headers: { authorization: `Bearer ${key}` } }));
const readCredits = async (path = '', key?: string) => creditsView.parse(await (await get(path, key)).json());
const thisMonth = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
const zero: CreditAccounts = {
  points: 0,
  open_points: 0,
  credits_available: 0,
  credits_held: 0,
  credits_spent: 0,
};
const addAccounts = (a: CreditAccounts, b: CreditAccounts) =>
  Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value + b[name as keyof CreditAccounts]]));

test('shows the balance and the points missing for the next credit', async () => {
  expect((await readCredits()).balance).toEqual({
    points: 9,
    open_points: -1,
    credits_available: 0,
    credits_held: 1,
    credits_spent: 0,
    points_to_next_credit: 11,
    debt_points: 1,
  });
  expect(await readCredits('', gateway.aoba.key)).toEqual({
    balance: { ...zero, points_to_next_credit: 10, debt_points: 0 },
    entries: { items: [], next: null },
  });
});

test('each entry adds its changes to the previous balance, and the last one equals the balance', async () => {
  const entries: CreditEntry[] = [];
  let next: string | null = '';
  while (next !== null) {
    const { entries: page } = await readCredits(`?limit=4${next}`);
    entries.push(...page.items);
    next = page.next && `&cursor=${page.next}`;
  }
  let before = zero;
  for (const { changes, balance } of entries) {
    expect(balance).toEqual(addAccounts(before, changes));
    before = balance;
  }
  expect((await readCredits()).balance).toMatchObject(before);
  expect(entries.map(({ reason }) => reason)).toEqual([
    ...Array(10).fill('referred'),
    'ten_points',
    'referred',
    'introduction_proposed',
    'unrejected',
    'duplicate',
  ]);
  expect([entries[0]?.case_id, entries[10]?.case_id, entries[12]?.case_id]).toEqual([cases[0], cases[9], null]);
});

test('the point of a rejection that a member confirmed by hand is marked, in the list and the statement', async () => {
  await gateway.post('/v1/rejections', aReport());
  const [candidate] = await gateway.rows<{ id: string }>('select id from candidate where company_id = ?', [
    gateway.hinode.id,
  ]);
  const candidateId = candidate?.id;
  // As if the case were that of the registration.
  await gateway.rows(
    `insert into follow_up_case (id, company_id, candidate_id, state, stage, next_step, opened_at)
     values (?, ?, ?, 'closed', 'interview', 'none', now())`,
    [cases[4], gateway.hinode.id, candidateId],
  );
  await gateway.rows(
    `insert into registration (id, company_id, candidate_id, case_id, state, confirmed_how, confirmed_at, created_at)
     values (gen_random_uuid(), ?, ?, ?, 'confirmed', 'by_hand', now(), now())`,
    [gateway.hinode.id, candidateId, cases[4]],
  );
  const marked = (entries: readonly CreditEntry[]) =>
    entries.filter((entry) => entry.confirmed_by_hand).map(({ case_id: id }) => id);
  expect(marked((await readCredits('?limit=200')).entries.items)).toEqual([cases[4]]);
  const statement = creditStatement.parse(await (await get(`/statements/${thisMonth()}`)).json());
  expect(marked(statement.entries)).toEqual([cases[4]]);
  const csv = await (await get(`/statements/${thisMonth()}?format=csv`)).text();
  expect(csv.split('\n').filter((line) => line.includes(',true,'))).toHaveLength(1);
});

test('a statement runs from zero to the balance, and the next month opens with it', async () => {
  const statement = creditStatement.parse(await (await get(`/statements/${thisMonth()}`)).json());
  expect(statement).toMatchObject({ opening: zero, closing: { points: 9, open_points: -1, credits_held: 1 } });
  expect(statement.entries).toHaveLength(15);
  expect(statement.entries.at(-1)?.balance).toEqual(statement.closing);
  const next = new Date(Date.parse(statement.to) + 9 * 3_600_000).toISOString().slice(0, 7);
  const after = creditStatement.parse(await (await get(`/statements/${next}`)).json());
  expect(after).toMatchObject({ opening: statement.closing, closing: statement.closing, entries: [] });
});

test('the statement as CSV is UTF-8 with a BOM, from the opening to the closing balance', async () => {
  const response = await get(`/statements/${thisMonth()}?format=csv`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toContain(`credits-${thisMonth()}.csv`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const rows = parse(bytes, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map(({ kind }) => kind).filter((kind) => kind !== 'referral')).toEqual([
    'opening',
    'conversion',
    'hold',
    'reversal',
    'reversal',
    'closing',
  ]);
  expect(rows.at(-1)).toMatchObject({ points_balance: '9', credits_held_balance: '1', points_change: '' });
});

test.each(['2026-13', '26-01', 'all', '1999-01'])('%s is not a month', async (month) => {
  expect((await get(`/statements/${month}`)).status).toBe(404);
});

test('refuses a missing scope, an invalid cursor and an unknown parameter; answers 503 while credit-service is down', async () => {
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'few', scopes: ['cases:read'] });
  expect((await get('', key)).status).toBe(403);
  expect((await get(`/statements/${thisMonth()}`, key)).status).toBe(403);
  expect(await (await get('?cursor=x')).json()).toMatchObject({ status: 400, code: 'invalid_cursor' });
  expect(await (await get('?limt=5')).json()).toMatchObject({ errors: [{ pointer: '/limt', code: 'unknown_field' }] });
  const unavailable = await gateway.request('/v1/credits');
  expect(await unavailable.json()).toMatchObject({ status: 503, code: 'unavailable' });
});
