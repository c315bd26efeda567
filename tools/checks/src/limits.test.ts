import { expect, test } from 'vitest';
import { findExceeded, limits, type Measure } from './limits.ts';

test('what stays within its limit passes', () => {
  expect(findExceeded(limits, false)).toEqual([]);
});

test.each(Object.keys(limits) as Measure[])('%s above its limit is named', (name) => {
  expect(findExceeded({ ...limits, [name]: limits[name] + 1 }, false)).toEqual([name]);
});

test('a small workflow bundle with zod exceeds its limit', () => {
  expect(findExceeded({ ...limits, bundle_kb: 1 }, true)).toEqual(['bundle_kb']);
});
