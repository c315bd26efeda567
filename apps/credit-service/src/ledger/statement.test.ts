import { randomUUID } from 'node:crypto';
import { freshDatabases } from '@goen/postgres-server/vitest';
import { migrate, openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { audit } from '../audit/audit.ts';
import { creditDatabase } from '../database/database-spec.ts';
import { listOpenHolds } from '../holds/list-open-holds.ts';
import { type LedgerFixture, startLedgerFixture } from '../testing/ledger-fixture.ts';
import { countEarnedCredits } from './count-earned-credits.ts';
import { openLedger } from './ledger.ts';
import { listEntries } from './read-journal.ts';
import { buildStatement } from './statement.ts';
import { twelveMonthsFrom } from './twelve-months.ts';

let fixture: LedgerFixture;
beforeAll(async () => {
  fixture = await startLedgerFixture();
});
afterAll(() => fixture?.close());

const refer = (company: string, n: number) =>
  openLedger(fixture.orm).post({
    company,
    kind: 'referral',
    id: `r${n}`,
    personHash: String(n).padStart(64, '0'),
    date: '2026-11-24',
  });
const dated = (company: string, id: string, at: string) =>
  fixture.asOwner('update journal_entry set at = ? where company_id = ? and id = ?', [at, company, id]);
const at = (points: number) => ({ points, credits: 0, held: 0, spent: 0 });

test('a month is Tokyo’s, its closing balance the opening one of the next; a month without entries carries it on', async () => {
  const company = randomUUID();
  for (let n = 1; n <= 4; n += 1) await refer(company, n);
  await dated(company, 'r1', '2026-10-31T14:59:59.999Z');
  await dated(company, 'r2', '2026-10-31T15:00:00.000Z');
  await dated(company, 'r3', '2026-11-30T14:59:59.999Z');
  await dated(company, 'r4', '2027-01-01T00:00:00.000Z');
  const months = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'];
  const statements = await Promise.all(months.map((month) => buildStatement(fixture.orm, company, month)));
  expect(statements.map(({ opening, closing, entries }) => [opening, closing, entries])).toEqual([
    [at(0), at(0), 0],
    [at(0), at(1), 1],
    [at(1), at(3), 2],
    [at(3), at(3), 0],
    [at(3), at(4), 1],
  ]);
  const [, , november] = statements;
  expect([november?.from, november?.to]).toEqual(['2026-10-31T15:00:00.000Z', '2026-11-30T15:00:00.000Z']);
  const page = { cursor: String(november?.after), until: november?.until, limit: 10 };
  expect((await listEntries(fixture.orm, company, page)).items.map(({ id }) => id)).toEqual(['r2', 'r3']);
});

test('each line leads from the balance before it to the one after it', async () => {
  const company = randomUUID();
  const ledger = openLedger(fixture.orm);
  for (let n = 1; n <= 11; n += 1) await refer(company, n);
  await ledger.post({ company, kind: 'hold', id: 'h1' });
  await ledger.post({ company, kind: 'reversal', id: 'r1:reversal', reverses: 'r1', reason: 'duplicate' });
  await ledger.post({ company, kind: 'capture', id: 'h1:capture', reverses: 'h1' });
  const { items } = await listEntries(fixture.orm, company, { limit: 50 });
  let balance: Record<string, number> = at(0);
  for (const { lines, after } of items) {
    const own = lines.filter(({ account }) => !account.startsWith('platform:'));
    balance = own.reduce((so, { account, amount }) => ({ ...so, [account]: (so[account] ?? 0) + amount }), balance);
    expect(after).toEqual(balance);
  }
  expect(items.at(-1)?.after).toEqual({ points: 0, credits: 0, held: 0, spent: 1 });
  expect(items.find(({ kind }) => kind === 'reversal')?.reason).toBe('duplicate');
});

test.each(['2026-11-24', '2028-02-29', '2027-02-28', '2028-02-28', '2027-03-01', '2026-12-31'])(
  'twelve months before and after %s are those of PostgreSQL',
  async (day) => {
    const [counted] = await fixture.asOwner(
      `select (?::date - interval '12 months')::date::text as before, (?::date + interval '12 months')::date::text as after`,
      [day, day],
    );
    expect({ before: twelveMonthsFrom(day, -1), after: twelveMonthsFrom(day, 1) }).toEqual(counted);
  },
);

test('an entry is never dated before the one ahead of it', async () => {
  const company = randomUUID();
  await refer(company, 1);
  const ahead = '2999-01-01T00:00:00.000Z';
  await fixture.asOwner('update balance set last_at = ? where company_id = ?', [ahead, company]);
  await refer(company, 2);
  const { items } = await listEntries(fixture.orm, company, { limit: 50 });
  expect(items[1]?.at).toBe(ahead);
});

test('credits earned in a period are the difference of what was earned before its ends', async () => {
  const company = randomUUID();
  for (let n = 1; n <= 30; n += 1) await refer(company, n);
  await fixture.asOwner(
    `update journal_entry set at = '2026-01-01T00:00:00Z'::timestamptz + seq_in_company * interval '1 day'
     from (select seq as s, row_number() over (order by seq) as seq_in_company from journal_entry where company_id = ?) n
     where seq = n.s`,
    [company],
  );
  const count = (from: string, to: string) =>
    countEarnedCredits(fixture.orm, company, { from: new Date(from), to: new Date(to) });
  // 33 entries: every eleventh is a conversion, of 12 and 23 January and 3 February.
  expect(await count('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z')).toEqual({ earned: 3 });
  expect(await count('2026-01-12T00:00:00Z', '2026-01-23T00:00:00Z')).toEqual({ earned: 1 });
  expect(await count('2026-01-12T00:00:00.001Z', '2026-01-23T00:00:00Z')).toEqual({ earned: 0 });
  expect(await count('2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toEqual({ earned: 0 });
});

test('holds that nobody ended are found by their age, page by page', async () => {
  const company = randomUUID();
  const ledger = openLedger(fixture.orm);
  for (let n = 1; n <= 40; n += 1) await refer(company, n);
  for (const id of ['h1', 'h2', 'h3', 'h4']) await ledger.post({ company, kind: 'hold', id });
  await ledger.post({ company, kind: 'release', id: 'h1:release', reverses: 'h1' });
  for (const id of ['h1', 'h2', 'h3']) await dated(company, id, '2026-01-01T00:00:00.000Z');
  const olderThan = '2026-06-01T00:00:00+09:00';
  const first = await listOpenHolds(fixture.orm, { olderThan, cursor: undefined, limit: 1 });
  expect(first.items).toEqual([{ company, id: 'h2', heldAt: '2026-01-01T00:00:00.000Z' }]);
  const second = await listOpenHolds(fixture.orm, { olderThan, cursor: first.next ?? '', limit: 1 });
  expect([second.items.map(({ id }) => id), second.next]).toEqual([['h3'], null]);
});

test('a journal from before running balances gets them', async () => {
  const { credit } = await freshDatabases(inject('postgresAdminUrl'));
  const [create] = creditDatabase.migrations;
  if (create === undefined) throw new Error('there is no migration');
  const asOwner = { url: credit.migrationUrl, migrationUrl: credit.migrationUrl };
  const orm = await openDatabase({ ...creditDatabase, migrations: [create] }, asOwner);
  try {
    const companies = [randomUUID(), randomUUID()];
    for (const id of ['r1', 'r2']) {
      for (const company of companies) {
        await orm.em.fork().execute(
          `with entry as (insert into journal_entry (company_id, id, kind, inputs_hash, person_hash, date, at)
             values (?, ?, 'referral', 'a hash', ?, '2026-11-24', now()) returning seq, company_id)
           insert into journal_line select seq, account, company_id, amount from entry,
             (values ('points', 1), ('platform:points', -1)) as line (account, amount)`,
          [company, id, id],
        );
      }
    }
    for (const company of companies) {
      await orm.em.fork().execute('insert into balance (company_id, points) values (?, 2)', [company]);
    }
    await migrate(creditDatabase, credit.migrationUrl);
    expect(await audit(orm)).toEqual([]);
    const { items } = await listEntries(orm, companies[0] ?? '', { limit: 5 });
    expect(items.map(({ after }) => after)).toEqual([at(1), at(2)]);
  } finally {
    await orm.close(true);
  }
});
