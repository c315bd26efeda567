import { expect, test } from 'vitest';
import { compareOutcomes } from './outcome.ts';

const expected = { mails: { rejection: 2 }, consents: 1, referrals: 1, points: 1, credits: 0 };

test('the expected outcome has no differences', () => {
  expect(compareOutcomes('x', expected, { ...expected, mails: { rejection: 2 } })).toEqual([]);
});

test('names each number that differs, including a mail that was not expected', () => {
  const actual = { ...expected, points: 2, mails: { rejection: 2, relay_reminder: 1 } } as const;
  expect(compareOutcomes('x', expected, actual)).toEqual([
    'x: points expected 1, got 2',
    'x: relay_reminder expected 0, got 1',
  ]);
});
