import type { Logger } from '@goen/service-kit';

export type PeriodicJob = {
  /** Runs as soon as the running one, if any, has ended. */
  now(): void;
  /** Waits for a running one. */
  stop(): Promise<void>;
};

/** Runs at start and then periodically, never twice at once in this process; a failure is logged, and the next is due. */
export function startPeriodicJob(
  name: string,
  intervalMs: number,
  job: () => Promise<unknown>,
  logger: Logger,
): PeriodicJob {
  const run = async () => {
    try {
      await job();
    } catch (error) {
      logger.error({ err: error, job: name }, 'a job failed');
    }
  };
  let running = run();
  const now = () => {
    running = running.then(run);
  };
  const timer = setInterval(now, intervalMs);
  timer.unref();
  return {
    now,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
