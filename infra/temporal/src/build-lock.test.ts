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

test('one works at a time, and the others are told that they wait', async () => {
  const events: string[] = [];
  let release = () => {};
  const first = withLock(
    lock,
    () => {},
    () =>
      new Promise<void>((resolve) => {
        events.push('a begins');
        release = resolve;
      }),
  );
  await expect.poll(() => events, { timeout: 60_000 }).toContain('a begins');
  const second = withLock(
    lock,
    () => events.push('b waits'),
    async () => events.push('b begins'),
  );
  await expect.poll(() => events, { timeout: 60_000 }).toContain('b waits');
  events.push('a ends');
  release();
  await Promise.all([first, second]);
  expect(events).toEqual(['a begins', 'b waits', 'a ends', 'b begins']);
});

test('work that fails gives the lock back', async () => {
  await expect(
    withLock(
      lock,
      () => {},
      () => Promise.reject(new Error('no')),
    ),
  ).rejects.toThrow('no');
  expect(await readdir(dir)).toEqual([]);
});

test.each(['a dead holder', 'one that no longer touches it'])('the lock of %s is taken over', async (holder) => {
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
