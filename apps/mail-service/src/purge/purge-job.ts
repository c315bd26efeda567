import type { Logger } from '@goen/service-kit';
import type { Database } from '@goen/service-kit/database';
import { purgeBodies } from './purge-bodies.ts';

type Settings = { bodyRetentionDays: number; purgeIntervalMinutes: number };

/** Runs at start and then periodically, never twice at once. `stop` waits for a running one. */
export function startPurgeJob(orm: Database, settings: Settings, logger: Logger): { stop(): Promise<void> } {
  const run = async () => {
    try {
      const purged = await purgeBodies(orm, settings.bodyRetentionDays);
      if (purged > 0) logger.info({ purged }, 'bodies purged');
    } catch (error) {
      logger.error({ err: error }, 'purging failed');
    }
  };
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, settings.purgeIntervalMinutes * 60_000);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
