import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './build-lock.ts';

let dir: string;
let lock: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'));
  lock = join(dir, 'lock');
});
afterEach(() => rm(dir, { recursive: true }));

test('only one process works at a time, and a waiting one is notified', async () => {
  const events: string[] = [];
  let release = () => {};
  const first = withLock(
    lock,
    () => {},
    () =>
      new Promise<void>((resolve) => {
        events.push('a starts');
        release = resolve;
      }),
  );
  await expect.poll(() => events, { timeout: 60_000 }).toContain('a starts');
  const second = withLock(
    lock,
    () => events.push('b waits'),
    async () => events.push('b starts'),
  );
  await expect.poll(() => events, { timeout: 60_000 }).toContain('b waits');
  events.push('a ends');
  release();
  await Promise.all([first, second]);
  expect(events).toEqual(['a starts', 'b waits', 'a ends', 'b starts']);
});

test('releases the lock when the work fails', async () => {
  await expect(
    withLock(
      lock,
      () => {},
      () => Promise.reject(new Error('failed')),
    ),
  ).rejects.toThrow('failed');
  expect(await readdir(dir)).toEqual([]);
});

test.each(['a dead holder', 'a holder that stopped touching it'])('takes over the lock of %s', async (holder) => {
  const deadPid = 2 ** 30;
  await writeFile(lock, String(holder === 'a dead holder' ? deadPid : process.pid));
  const longAgo = new Date(Date.now() - 120_000);
  if (holder !== 'a dead holder') await utimes(lock, longAgo, longAgo);
  expect(
    await withLock(
      lock,
      () => {},
      () => Promise.resolve('done'),
    ),
  ).toBe('done');
});
