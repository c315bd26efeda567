import { expect, test } from 'vitest';
import type { Product } from './start-product.ts';
import { runSteps } from './steps.ts';

test('a step that fails or breaks is a fault, and the next ones still run', async () => {
  const faults = await runSteps(
    {} as Product,
    [
      { name: 'a', run: async (_, check) => check(false, 'not so') },
      { name: 'b', run: () => Promise.reject(new Error('broken')) },
      { name: 'c', run: async (_, check) => check(true, 'never') },
    ],
    () => {},
  );
  expect([...faults]).toEqual([
    ['a', ['a: not so']],
    ['b', ['b: Error: broken']],
    ['c', []],
  ]);
});
