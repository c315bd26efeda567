import { expect, it, vi } from 'vitest';
import { startClaimLoop } from './claim-loop.ts';

const neverMs = 2 ** 31 - 1;

it('runs at most so many claims at once and claims again as soon as one is done', async () => {
  const due = [1, 2, 3, 4, 5];
  const running = new Map<number, () => void>();
  let most = 0;
  const loop = startClaimLoop<number>({
    inFlight: 2,
    pollMs: neverMs,
    claim: (limit) => Promise.resolve(due.splice(0, limit)),
    run: (claim) =>
      new Promise((resolve) => {
        running.set(claim, () => {
          running.delete(claim);
          resolve();
        });
        most = Math.max(most, running.size);
      }),
    onClaimError: () => undefined,
  });
  for (const claim of [1, 2, 3, 4, 5]) {
    await vi.waitFor(() => expect(running.has(claim)).toBe(true));
    running.get(claim)?.();
  }
  await loop.stop();
  expect(most).toBe(2);
});

it('stops claiming, aborts what runs and waits for it', async () => {
  let isDone = false;
  const loop = startClaimLoop<number>({
    inFlight: 3,
    pollMs: neverMs,
    claim: vi.fn<(limit: number) => Promise<readonly number[]>>().mockResolvedValueOnce([1]).mockResolvedValue([]),
    run: (_claim, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () =>
          setImmediate(() => {
            isDone = true;
            resolve();
          }),
        );
      }),
    onClaimError: () => undefined,
  });
  await vi.waitFor(() => expect(isDone).toBe(false));
  await new Promise(setImmediate);
  await loop.stop();
  expect(isDone).toBe(true);
});

it('reports a failed claim and tries again when woken', async () => {
  const errors: unknown[] = [];
  const claimed: number[] = [];
  const loop = startClaimLoop<number>({
    inFlight: 1,
    pollMs: neverMs,
    claim: vi
      .fn<(limit: number) => Promise<readonly number[]>>()
      .mockRejectedValueOnce(new Error('no database'))
      .mockResolvedValueOnce([7])
      .mockResolvedValue([]),
    run: (claim) => Promise.resolve(void claimed.push(claim)),
    onClaimError: (error) => errors.push(error),
  });
  await vi.waitFor(() => expect(errors).toEqual([new Error('no database')]));
  loop.wake();
  await vi.waitFor(() => expect(claimed).toEqual([7]));
  await loop.stop();
});
