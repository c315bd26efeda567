import { setTimeout } from 'node:timers/promises';

/**
 * Does `work` at once, and again `everyMs` after each time it ended, until it is stopped; `stop` lets a run come to its
 * end. What it throws goes to `onError`, and the next run comes all the same.
 */
export function repeat(
  work: () => Promise<unknown>,
  everyMs: number,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    while (!signal.aborted) {
      await work().catch(onError);
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
