import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLedger } from '../ledger/ledger.ts';
import { type LedgerFixture, startLedgerFixture } from '../testing/ledger-fixture.ts';
import { audit, type Fault } from './audit.ts';

let fixture: LedgerFixture;
beforeAll(async () => {
  fixture = await startLedgerFixture();
});
afterAll(() => fixture?.close());

/** Ten points, one credit that is held, and a point that was taken back. */
async function aBook(): Promise<string> {
  const company = randomUUID();
  const ledger = openLedger(fixture.orm);
  for (let n = 1; n <= 10; n += 1) {
    const personHash = String(n).padStart(64, '0');
    await ledger.post({ company, kind: 'referral', id: `r${n}`, personHash, date: '2026-11-24' });
  }
  await ledger.post({ company, kind: 'hold', id: 'h1' });
  await ledger.post({ company, kind: 'reversal', id: 'r1:reversal', reverses: 'r1', reason: 'duplicate' });
  return company;
}

/** Damages the books of one company beneath the service, looks, and takes the damage back. */
async function faultsAfter(company: string, damage: readonly string[]): Promise<Fault[]> {
  await fixture.asOwner('create table kept_entry as select * from journal_entry');
  await fixture.asOwner('create table kept_line as select * from journal_line');
  await fixture.asOwner('create table kept_balance as select * from balance');
  for (const sql of damage) await fixture.asOwner(sql, sql.includes('?') ? [company] : []);
  const faults = await audit(fixture.orm);
  await fixture.asOwner('delete from journal_line');
  await fixture.asOwner('delete from journal_entry');
  await fixture.asOwner('delete from balance');
  await fixture.asOwner('insert into journal_entry overriding system value select * from kept_entry');
  await fixture.asOwner('insert into journal_line select * from kept_line');
  await fixture.asOwner('insert into balance select * from kept_balance');
  await fixture.asOwner('drop table kept_entry, kept_line, kept_balance');
  return faults;
}

const entry = (id: string) => `(select seq from journal_entry where company_id = ? and id = '${id}')`;

test.each([
  [
    'a line with another amount',
    [`update journal_line set amount = 2 where account = 'points' and entry_seq = ${entry('r2')}`],
    [
      'entry r2 does not sum to zero',
      'entry r2 does not move what a referral moves',
      'after entry r2 points are kept as 2, the journal sums to 3',
      'points is kept as -1, the journal sums to 0',
    ],
  ],
  [
    'an entry without lines',
    [`delete from journal_line where entry_seq = ${entry('h1')}`],
    [
      'entry h1 does not sum to zero',
      'entry h1 does not move what a hold moves',
      'after entry h1 held are kept as 1, the journal sums to 0',
      'held is kept as 1, the journal sums to 0',
    ],
  ],
  [
    'an entry that is gone',
    [
      `delete from journal_line where entry_seq = ${entry('r5')}`,
      `delete from journal_entry where company_id = ? and id = 'r5'`,
    ],
    ['after entry r6 points are kept as 6, the journal sums to 5', 'points is kept as -1, the journal sums to -2'],
  ],
  [
    'a running balance that is not the sum',
    [`update journal_entry set points_after = 7 where company_id = ? and id = 'r3'`],
    ['after entry r3 points are kept as 7, the journal sums to 3'],
  ],
  [
    'a balance of points that drifted',
    ['update balance set points = 5 where company_id = ?'],
    ['points is kept as 5, the journal sums to -1'],
  ],
  [
    'a held credit without a hold',
    ['update balance set held = 2 where company_id = ?'],
    ['held is kept as 2, the journal sums to 1', 'held is kept as 2, open holds are 1'],
  ],
  [
    'a spent credit that nothing captured',
    ['update balance set spent = 1 where company_id = ?'],
    ['spent is kept as 1, the journal sums to 0', 'spent is kept as 1, captures are 0'],
  ],
  [
    'a free credit that the rule does not know',
    ['update balance set credits = 1 where company_id = ?'],
    ['credits is kept as 1, the journal sums to 0', 'credits are kept as 1, by the rule they are 0'],
  ],
  [
    'a person who counts twice',
    [`update journal_entry set person_hash = '${'2'.padStart(64, '0')}' where company_id = ? and id = 'r3'`],
    ['entry r3 counts the person of r2 again'],
  ],
  [
    'a reversal of what is no referral',
    [`update journal_entry set reverses = 'h1' where company_id = ? and kind = 'reversal'`],
    ['entry r1:reversal ends nothing that it could', 'held is kept as 1, open holds are 0'],
  ],
])('tells of %s', async (_damage, damage, told) => {
  const company = await aBook();
  expect(await audit(fixture.orm)).toEqual([]);
  const faults = await faultsAfter(company, damage);
  expect(faults.filter((fault) => fault.company !== company)).toEqual([]);
  const what = faults.map((fault) => fault.what);
  expect(what).toEqual(expect.arrayContaining(told));
  expect(await audit(fixture.orm)).toEqual([]);
});
