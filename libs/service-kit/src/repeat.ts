import { setTimeout } from 'node:timers/promises';

export type RepeatedWork = {
  /** Ends the pause that runs or comes next, so that the work starts again at once. */
  readonly wake: () => void;
  /** Resolves once a run in progress has finished; no other starts. */
  readonly stop: () => Promise<void>;
};

/**
 * Runs `work` now and again `everyMs` after each run, until it is stopped; a run that returns `pauseMs` chooses the pause
 * that follows it. What a run throws goes to `onError` and does not prevent the next.
 */
export function repeat(work: () => Promise<unknown>, everyMs: number, onError: (error: unknown) => void): RepeatedWork {
  const stopping = new AbortController();
  let pause = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      pause = new AbortController();
      const result = await work().catch(onError);
      const pauseMs = hasPause(result) ? result.pauseMs : everyMs;
      await setTimeout(pauseMs, undefined, { signal: pause.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    wake: () => pause.abort(),
    async stop() {
      stopping.abort();
      pause.abort();
      await running;
    },
  };
}

const hasPause = (result: unknown): result is { readonly pauseMs: number } =>
  typeof result === 'object' && result !== null && 'pauseMs' in result && typeof result.pauseMs === 'number';
