import { expect, test } from 'vitest';
import { parseRetryAfterMs } from './retry-after.ts';

const nowMs = Date.parse('2026-11-24T00:00:00Z');

test.each([
  ['120', 120_000],
  ['1.5', 1_500],
  ['0', 0],
  ['-5', 0],
  ['999999', 999_999_000],
  ['1000000', null],
  ['Infinity', null],
  ['soon', null],
  ['', null],
  [null, null],
  [undefined, null],
])('reads %s seconds as %s ms', (value, ms) => {
  expect(parseRetryAfterMs(value, nowMs)).toBe(ms);
});

test.each([
  ['Tue, 24 Nov 2026 00:02:00 GMT', 120_000],
  ['Mon, 23 Nov 2026 00:00:00 GMT', 0],
  ['Fri, 24 Nov 2028 00:00:00 GMT', null],
])('reads the date %s as %s ms from now', (value, ms) => {
  expect(parseRetryAfterMs(value, nowMs)).toBe(ms);
});

test('ignores a date when the clock of the sender is not trusted', () => {
  expect(parseRetryAfterMs('Tue, 24 Nov 2026 00:02:00 GMT')).toBeNull();
});
