import { expect, test } from 'vitest';
import { zero } from './accounts.ts';
import type { Books, NewEntry } from './books.ts';
import type { Command, Outcome } from './command.ts';
import { decide } from './decide.ts';
import { twelveMonthsFrom } from './twelve-months.ts';

type Asked = Omit<Command, 'company'>;
const company = '00000000-0000-4000-8000-000000000001';
const referral = (n: number | string, parts: Partial<Asked> = {}): Asked => ({
  kind: 'referral',
  id: `case-${n}:referral:1`,
  personHash: `person-${n}`,
  date: '2026-11-24',
  ...parts,
});
const reversal = (n: number | string, parts: Partial<Asked> = {}): Asked => ({
  kind: 'reversal',
  id: `case-${n}:reversal:1`,
  reverses: `case-${n}:referral:1`,
  reason: 'unrejected',
  ...parts,
});
const hold: Asked = { kind: 'hold', id: 'introduction:1' };
const end = (kind: 'capture' | 'release', parts: Partial<Asked> = {}): Asked => ({
  kind,
  id: `introduction:1:${kind}`,
  reverses: hold.id,
  ...parts,
});
const tenReferrals = Array.from({ length: 10 }, (_, n) => referral(n));

/** Runs commands on empty books; returns the outcome of the last one, the books, and what it wrote. */
function run(...commands: readonly Asked[]) {
  const books: Books = { company, balances: zero, entries: new Map(), ended: new Set(), referrals: new Map() };
  let written: NewEntry[] = [];
  let outcome: Outcome | undefined;
  for (const command of commands) {
    written = [];
    outcome = decide(books, { company, ...command }, written);
  }
  return { outcome, books, written };
}

const posted = (parts: object = {}) => ({ status: 'posted', replayed: false, earnedCredits: 0, ...parts });
const refused = { status: 'refused', reason: 'already_referred' };
const problem = (code: string) => ({ code });

test.each<[string, readonly Asked[], object]>([
  ['a referral', [referral(1)], posted({ entryId: 'case-1:referral:1' })],
  ['the tenth earns a credit', tenReferrals, posted({ earnedCredits: 1 })],
  ['its repeat says so again', [...tenReferrals, referral(9)], posted({ earnedCredits: 1, replayed: true })],
  ['the same id with another person', [referral(1), referral(1, { personHash: 'b' })], problem('entry_conflict')],
  ['the same id with other addresses', [referral(1), referral(1, { otherHashes: ['x'] })], posted({ replayed: true })],
  ['the person again', [referral(1), referral(2, { personHash: 'person-1' })], refused],
  ['the person by another address', [referral(1), referral(2, { otherHashes: ['y', 'person-1'] })], refused],
  [
    'a day less than 12 months later',
    [referral(1), referral(2, { personHash: 'person-1', date: '2027-11-23' })],
    refused,
  ],
  ['12 months later', [referral(1), referral(2, { personHash: 'person-1', date: '2027-11-24' })], posted()],
  [
    'a day less than 12 months before',
    [referral(1), referral(2, { personHash: 'person-1', date: '2025-11-25' })],
    refused,
  ],
  ['12 months before', [referral(1), referral(2, { personHash: 'person-1', date: '2025-11-24' })], posted()],
  ['after its reversal', [referral(1), reversal(1), referral(2, { personHash: 'person-1' })], posted()],
  [
    'after another one’s reversal',
    [referral(1), referral(3, { personHash: 'b' }), reversal(3), referral(2, { personHash: 'person-1' })],
    refused,
  ],
  ['a reversal of nothing', [reversal(1)], problem('not_found')],
  ['a reversal of a hold', [...tenReferrals, hold, reversal(1, { reverses: hold.id })], problem('not_found')],
  ['a second reversal', [referral(1), reversal(1), reversal(1, { id: 'other' })], problem('entry_conflict')],
  ['a reversal again', [referral(1), reversal(1), reversal(1)], posted({ replayed: true })],
  [
    'a reversal for another reason',
    [referral(1), reversal(1), reversal(1, { reason: 'duplicate' })],
    problem('entry_conflict'),
  ],
  ['a hold without a credit', [...tenReferrals.slice(1), hold], problem('insufficient_credits')],
  ['a hold', [...tenReferrals, hold], posted({ entryId: hold.id })],
  ['a second hold', [...tenReferrals, hold, { ...hold, id: 'introduction:2' }], problem('insufficient_credits')],
  ['a capture of nothing', [end('capture')], problem('not_found')],
  ['a capture of a referral', [referral(1), end('capture', { reverses: 'case-1:referral:1' })], problem('not_found')],
  ['a capture', [...tenReferrals, hold, end('capture')], posted()],
  ['a release after the capture', [...tenReferrals, hold, end('capture'), end('release')], problem('hold_final')],
  ['a capture after the release', [...tenReferrals, hold, end('release'), end('capture')], problem('hold_final')],
  ['a refused command does not use up its id', [hold, ...tenReferrals, hold], posted()],
])('%s', (_, commands, expected) => {
  expect(run(...commands).outcome).toMatchObject(expected);
});

test.each<[string, readonly Asked[], object]>([
  ['ten points are a credit', tenReferrals, { points: 0, credits: 1, held: 0, spent: 0 }],
  ['held', [...tenReferrals, hold], { points: 0, credits: 0, held: 1, spent: 0 }],
  ['spent', [...tenReferrals, hold, end('capture')], { points: 0, credits: 0, held: 0, spent: 1 }],
  ['free again', [...tenReferrals, hold, end('release')], { points: 0, credits: 1, held: 0, spent: 0 }],
  [
    'a reversal takes the free credit back',
    [...tenReferrals, reversal(1)],
    { points: 9, credits: 0, held: 0, spent: 0 },
  ],
  [
    'a hold stands, and a debt remains',
    [...tenReferrals, hold, reversal(1)],
    { points: -1, credits: 0, held: 1, spent: 0 },
  ],
  [
    'a released hold pays the debt',
    [...tenReferrals, hold, reversal(1), end('release')],
    { points: 9, credits: 0, held: 0, spent: 0 },
  ],
])('%s', (_, commands, balances) => {
  expect(run(...commands).books.balances).toEqual(balances);
});

test('what is written: each entry with its inputs and the balances after it', () => {
  const { written } = run(...tenReferrals);
  const inputsHash = expect.stringMatching(/^[0-9a-f]{64}$/);
  const none = { personHash: null, date: null, reverses: null, reason: null };
  expect(written).toEqual([
    {
      ...none,
      company,
      id: 'case-9:referral:1',
      kind: 'referral',
      inputsHash,
      personHash: 'person-9',
      date: '2026-11-24',
      after: { points: 10, credits: 0, held: 0, spent: 0 },
    },
    {
      ...none,
      company,
      id: 'case-9:referral:1:conversion',
      kind: 'conversion',
      inputsHash,
      after: { points: 0, credits: 1, held: 0, spent: 0 },
    },
  ]);
  const [reversed] = run(referral(1), reversal(1)).written;
  expect(reversed).toMatchObject({ kind: 'reversal', reverses: 'case-1:referral:1', reason: 'unrejected' });
  expect(run(hold).written).toEqual([]);
});

test.each([
  ['2026-11-24', 1, '2027-11-24'],
  ['2026-11-24', -1, '2025-11-24'],
  ['2028-02-29', 1, '2029-02-28'],
  ['2028-02-29', -1, '2027-02-28'],
  ['0999-12-31', -1, '0998-12-31'],
] as const)('twelve months from %s, %i: %s', (date, direction, expected) => {
  expect(twelveMonthsFrom(date, direction)).toBe(expected);
});
