import { expect, test } from 'vitest';
import { differences } from './outcome.ts';

const expected = { mails: { rejection: 2 }, consents: 1, referrals: 1, points: 1, credits: 0 };

test('the expected outcome has no differences', () => {
  expect(differences('x', expected, { ...expected, mails: { rejection: 2 } })).toEqual([]);
});

test('each number that differs is named, also a mail that nobody expected', () => {
  const found = { ...expected, points: 2, mails: { rejection: 2, relay_reminder: 1 } } as const;
  expect(differences('x', expected, found)).toEqual([
    'x: points expected 1, found 2',
    'x: relay_reminder expected 0, found 1',
  ]);
});
