import { expect, test } from 'vitest';
import { dropRepeatedStop, prose } from './full-stop.ts';

test.each([
  ['Hinode Inc.', '. Here', ' Here'],
  ['Hinode Inc.', '</strong>. Here', '</strong> Here'],
  ['Hinode Inc.', '', ''],
  ['Hinode Inc.', ', which', ', which'],
  ['Hinode Inc.', '... and', '... and'],
  ['Hinode', '. Here', '. Here'],
  ['Hinode!', '.', '.'],
  ['無料です。', '。', ''],
  ['無料', '。', '。'],
  ['Hinode Inc.', '。', '。'],
])('%s before %s leaves %s', (value, next, expected) => {
  expect(dropRepeatedStop(value, next)).toBe(expected);
});

test('prose ends its sentences once', () => {
  const [company, job] = ['Hinode Inc.', 'Engineer'];
  expect(prose`You applied to ${company} for ${job}. ${company} says: ${job}, ${company}.`).toBe(
    'You applied to Hinode Inc. for Engineer. Hinode Inc. says: Engineer, Hinode Inc.',
  );
});
