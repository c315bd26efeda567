import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  accountUnit,
  applyEntry,
  type Balances,
  type EntryKind,
  entryLines,
  netPoints,
  nextSettlement,
  zero,
} from './accounts.ts';

test('the lines of every kind of entry sum to zero in each unit', () => {
  for (const lines of Object.values(entryLines)) {
    for (const unit of ['points', 'credits'] as const) {
      const sum = lines
        .filter(({ account }) => accountUnit(account) === unit)
        .reduce((total, { amount }) => total + amount, 0);
      expect(sum).toBe(0);
    }
  }
});

/** The rule as it is written: max(0, ⌊net points / 10⌋ − spent − held). */
const availableByRule = (b: Balances) => Math.max(0, Math.floor(netPoints(b) / 10) - b.spent - b.held);

const allowed = (b: Balances, referred: number, kind: EntryKind): boolean =>
  kind === 'referral' ||
  (kind === 'reversal' && referred > 0) ||
  (kind === 'hold' ? b.credits > 0 : kind !== 'reversal' && b.held > 0);

test('after any commands the free credits are what the rule says, and nothing but points is ever negative', () => {
  const command = fc.oneof(
    { weight: 12, arbitrary: fc.constant<EntryKind>('referral') },
    fc.constantFrom<EntryKind>('reversal', 'hold', 'capture', 'release'),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
      let books = zero;
      let referred = 0;
      for (const kind of commands) {
        if (!allowed(books, referred, kind)) continue;
        if (kind === 'referral') referred += 1;
        if (kind === 'reversal') referred -= 1;
        books = applyEntry(books, kind);
        for (let next = nextSettlement(books); next; next = nextSettlement(books)) books = applyEntry(books, next);
        expect(netPoints(books)).toBe(referred);
        expect(books.credits).toBe(availableByRule(books));
        expect(Math.min(books.credits, books.held, books.spent)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
