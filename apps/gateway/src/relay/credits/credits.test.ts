import { randomUUID } from 'node:crypto';
import { type CreditAccounts, type CreditEntry, creditStatement, creditsView } from '@goen/contracts/public';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { gatewayApp } from '../../start-gateway.ts';
import { startCreditServiceProcess } from '../../testing/credit-service-process.ts';
import { type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
let credit: Awaited<ReturnType<typeof startCreditServiceProcess>>;
let app: GatewayApp;
const names = { operatorName: 'Goen' };
const cases = Array.from({ length: 11 }, () => randomUUID());
beforeAll(async () => {
  [bench, credit] = await Promise.all([startBench(), startCreditServiceProcess()]);
  app = gatewayApp({ ...bench.context, credit: credit.address }, names, {});
  for (const [n, id] of cases.entries()) {
    await credit.post(bench.hinode.id, 'referrals', {
      id: `${id}:referral:1`,
      personHash: String(n).padStart(64, '0'),
      date: '2026-11-24',
    });
  }
  await credit.post(bench.hinode.id, 'holds', { id: 'h1' });
  const reversal = { id: 'r', entryId: `${cases[2]}:referral:1`, reason: 'unrejected' };
  await credit.post(bench.hinode.id, 'reversals', { ...reversal, id: `${reversal.entryId}:reversal` });
  const second = `${cases[3]}:referral:1`;
  await credit.post(bench.hinode.id, 'reversals', { id: `${second}:reversal`, entryId: second, reason: 'duplicate' });
});
afterAll(async () => {
  await credit?.close();
  await bench?.close();
});

const get = (path: string, key = bench.hinode.key) =>
  Promise.resolve(app.request(`/v1/credits${path}`, { headers: { authorization: `Bearer ${key}` } }));
const view = async (path = '', key?: string) => creditsView.parse(await (await get(path, key)).json());
const thisMonth = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
const nothing: CreditAccounts = {
  points: 0,
  open_points: 0,
  credits_available: 0,
  credits_held: 0,
  credits_spent: 0,
};
const plus = (a: CreditAccounts, b: CreditAccounts) =>
  Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value + b[name as keyof CreditAccounts]]));

test('a company sees what it has, and what is missing to the next credit', async () => {
  expect((await view()).balance).toEqual({
    points: 9,
    open_points: -1,
    credits_available: 0,
    credits_held: 1,
    credits_spent: 0,
    points_to_next_credit: 11,
    debt_points: 1,
  });
  expect(await view('', bench.aoba.key)).toEqual({
    balance: { ...nothing, points_to_next_credit: 10, debt_points: 0 },
    entries: { items: [], next: null },
  });
});

test('every page of entries can be checked line by line, and ends in the balance', async () => {
  const seen: CreditEntry[] = [];
  let next: string | null = '';
  while (next !== null) {
    const { entries } = await view(`?limit=4${next}`);
    seen.push(...entries.items);
    next = entries.next && `&cursor=${entries.next}`;
  }
  let before = nothing;
  for (const { changes, balance } of seen) {
    expect(balance).toEqual(plus(before, changes));
    before = balance;
  }
  expect((await view()).balance).toMatchObject(before);
  expect(seen.map(({ reason }) => reason)).toEqual([
    ...Array(10).fill('referred'),
    'ten_points',
    'referred',
    'introduction_proposed',
    'unrejected',
    'duplicate',
  ]);
  expect([seen[0]?.case_id, seen[10]?.case_id, seen[12]?.case_id]).toEqual([cases[0], cases[9], null]);
});

test('a statement opens with nothing, closes with the balance; the next month opens with that', async () => {
  const statement = creditStatement.parse(await (await get(`/statements/${thisMonth()}`)).json());
  expect(statement).toMatchObject({ opening: nothing, closing: { points: 9, open_points: -1, credits_held: 1 } });
  expect(statement.entries).toHaveLength(15);
  expect(statement.entries.at(-1)?.balance).toEqual(statement.closing);
  const next = new Date(Date.parse(statement.to) + 9 * 3_600_000).toISOString().slice(0, 7);
  const after = creditStatement.parse(await (await get(`/statements/${next}`)).json());
  expect(after).toMatchObject({ opening: statement.closing, closing: statement.closing, entries: [] });
});

test('the statement as a file: UTF-8 with BOM, from the opening to the closing balance', async () => {
  const answer = await get(`/statements/${thisMonth()}?format=csv`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain(`credits-${thisMonth()}.csv`);
  const bytes = Buffer.from(await answer.arrayBuffer());
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

test.each(['2026-13', '26-01', 'all', '1999-01'])('%s is no month', async (month) => {
  expect((await get(`/statements/${month}`)).status).toBe(404);
});

test('the edge: a scope, a cursor, a service that is away', async () => {
  const { key } = await createKey(bench.admin, { company: 'hinode', name: 'few', scopes: ['cases:read'] });
  expect((await get('', key)).status).toBe(403);
  expect((await get(`/statements/${thisMonth()}`, key)).status).toBe(403);
  expect(await (await get('?cursor=x')).json()).toMatchObject({ status: 400, code: 'invalid_cursor' });
  const away = await bench.request('/v1/credits');
  expect(await away.json()).toMatchObject({ status: 503, code: 'unavailable' });
});
