import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from '@goen/client';

const maxAttempts = 1_500;
const pauseMs = 1_000;
/** Refusals that pass: a request that is still running, and too many. */
const passingStatuses: readonly number[] = [409, 429];

/** Repeats what a person or a system repeats when no answer comes: a connection that breaks, or a 5xx. */
export async function persist<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  let last: unknown;
  for (let n = 0; n < maxAttempts; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      last = error;
      if (error instanceof ApiError && error.status < 500 && !passingStatuses.includes(error.status)) break;
      await sleep(pauseMs);
    }
  }
  throw new Error(`${what} did not succeed: ${String(last)}`);
}

/** A button that is no longer there was pressed by the attempt whose answer got lost. */
export async function pressOnce(press: () => Promise<void>): Promise<void> {
  await press().catch((error: unknown) => {
    if (!String(error).includes('has no button')) throw error;
  });
}
