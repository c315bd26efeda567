import { expect, test } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.ts';

const record = (limit: AdaptiveLimit, calls: number, durationMs: number) => {
  for (let n = 0; n < calls; n += 1) limit.recordCall(durationMs);
};

test('grows while calls are quick, up to its maximum', () => {
  const limit = new AdaptiveLimit(12);
  expect(limit.current()).toBe(8);
  record(limit, 8, 20);
  expect(limit.current()).toBe(9);
  record(limit, 1_000, 20);
  expect(limit.current()).toBe(12);
});

test('shrinks while calls are slow, and never to nothing', () => {
  const limit = new AdaptiveLimit(100);
  record(limit, 1_000, 20);
  const grown = limit.current();
  record(limit, 2 * grown, 900);
  expect(limit.current()).toBeLessThan(grown);
  record(limit, 10_000, 900);
  expect(limit.current()).toBe(2);
});

test('halves and pauses when the server is overloaded, longer each time in a row', () => {
  const limit = new AdaptiveLimit(100);
  record(limit, 1_000, 20);
  const grown = limit.current();
  limit.recordOverload(10_000);
  limit.recordOverload(10_000);
  expect(limit.current(10_499)).toBe(0);
  expect(limit.current(10_500)).toBe(Math.floor(grown / 2));
  limit.recordOverload(10_500);
  expect(limit.current(11_499)).toBe(0);
  expect(limit.current(11_500)).toBeGreaterThan(0);
  record(limit, 1, 20);
  limit.recordOverload(20_000);
  expect(limit.current(20_500)).toBeGreaterThan(0);
});

test('a maximum of one stays one', () => {
  const limit = new AdaptiveLimit(1);
  limit.recordOverload(0);
  expect(limit.current(10_000)).toBe(1);
});
