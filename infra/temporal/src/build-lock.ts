import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const retryMs = 1_000;
const touchIntervalMs = 10_000;
/** A holder that has not touched its lock for this long counts as dead, even on another machine. */
const staleMs = 60_000;

/**
 * Runs `work` while holding the lock file at `path`. Calls `onWait` once if another process holds it. Two processes
 * that take over a stale lock at the same moment may both work, so that must be harmless.
 */
export async function withLock<T>(path: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  for (let waited = false; !(await tryAcquire(path)); waited = true) {
    if (!waited) onWait();
    if (await isStale(path)) await rm(path, { force: true });
    else await delay(retryMs);
  }
  const touchTimer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, touchIntervalMs);
  try {
    return await work();
  } finally {
    clearInterval(touchTimer);
    await rm(path, { force: true });
  }
}

async function tryAcquire(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(path: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    if (Date.now() - mtimeMs > staleMs) return true;
    // The file is empty until its creator has written its pid.
    return holder !== '' && !isAlive(Number(holder));
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
