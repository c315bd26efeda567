import { expect, it, vi } from 'vitest';
import { repeat } from './repeat.ts';

it('work is done again whatever it throws; a stop lets what runs come to its end, and no more begins', async () => {
  const faults: unknown[] = [];
  const last = Promise.withResolvers<void>();
  let [begun, ended] = [0, 0];
  const work = async () => {
    begun += 1;
    if (begun === 1) throw new Error('the first time');
    if (begun === 3) await last.promise;
    ended += 1;
  };
  const repeated = repeat(work, 1, (error) => faults.push(error));
  await vi.waitFor(() => expect(begun).toBe(3));
  const stopped = repeated.stop();
  last.resolve();
  await stopped;
  expect([begun, ended, faults]).toEqual([3, 2, [new Error('the first time')]]);
});

it('a stop does not wait for the pause', async () => {
  const repeated = repeat(
    () => Promise.resolve(),
    2 ** 31 - 1,
    () => undefined,
  );
  await expect(repeated.stop()).resolves.toBeUndefined();
});
