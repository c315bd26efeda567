import type { Logger } from '@goen/service-kit';

/** `stop` waits for a running one. */
export type PeriodicJob = { stop(): Promise<void> };

/** Runs at start and then so long after each end, never twice at once in this process. A failure is logged. */
export function startPeriodicJob(
  name: string,
  pauseMs: number,
  job: () => Promise<unknown>,
  logger: Logger,
): PeriodicJob {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    try {
      await job();
    } catch (error) {
      logger.error({ err: error, job: name }, 'a job failed');
    }
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, pauseMs).unref();
  };
  let running = run();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
