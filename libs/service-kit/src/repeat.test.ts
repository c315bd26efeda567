import { expect, it, vi } from 'vitest';
import { repeat } from './repeat.ts';

const neverMs = 2 ** 31 - 1;

it('repeats work whatever it throws; a stop waits for a run in progress and starts no other', async () => {
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

it('does not wait for the pause when stopped', async () => {
  const repeated = repeat(
    () => Promise.resolve(),
    neverMs,
    () => undefined,
  );
  await expect(repeated.stop()).resolves.toBeUndefined();
});

it('skips the pause when woken, also during a run', async () => {
  let runs = 0;
  const repeated = repeat(
    () => {
      runs += 1;
      return Promise.resolve().then(() => runs === 1 && repeated.wake());
    },
    neverMs,
    () => undefined,
  );
  await vi.waitFor(() => expect(runs).toBe(2));
  repeated.wake();
  await vi.waitFor(() => expect(runs).toBe(3));
  await repeated.stop();
});

it('pauses as long as a run says', async () => {
  let runs = 0;
  const work = () => Promise.resolve({ pauseMs: (runs += 1) < 3 ? 0 : neverMs });
  const repeated = repeat(work, neverMs, () => undefined);
  await vi.waitFor(() => expect(runs).toBe(3));
  await repeated.stop();
  expect(runs).toBe(3);
});
