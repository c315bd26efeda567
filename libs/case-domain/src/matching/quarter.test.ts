import { expect, test } from 'vitest';
import { formatTokyo, tokyo } from '../testing/fixtures.ts';
import { findQuarterStartMs } from './index.ts';

test.each([
  ['2026-11-24 11:00', '2026-10-01 00:00'],
  ['2026-10-01 00:00', '2026-10-01 00:00'],
  ['2026-09-30 23:59', '2026-07-01 00:00'],
  ['2026-01-01 00:00', '2026-01-01 00:00'],
  ['2026-06-30 12:00', '2026-04-01 00:00'],
])('%s is in the quarter that starts at %s', (now, start) => {
  expect(formatTokyo(findQuarterStartMs(tokyo(now)))).toBe(start);
});
