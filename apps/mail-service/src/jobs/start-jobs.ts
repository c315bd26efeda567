import { repeat } from '@goen/service-kit';
import type { MailConfig } from '../config.ts';
import type { MailContext } from '../mail-context.ts';
import { notifyGateway } from '../notices/notify-gateway.ts';
import { purgeBatches, purgeBodies } from '../purge/purge-bodies.ts';
import { syncSuppressions } from '../suppressions/sync-suppressions.ts';

const notifyEveryMs = 1_000;
const syncEveryMs = 60 * 60 * 1000;
/** Webhooks for a request may arrive a day late, and a mail with an unknown outcome is looked up for as long. */
const minBatchDays = 7;

export type Jobs = { stop(): Promise<void> };

/** Each job runs at start and again after a pause; a failure is logged. `stop` waits for running jobs. */
export function startJobs(context: MailContext, config: MailConfig): Jobs {
  const { orm, logger } = context;
  const { notices, bodyRetentionDays } = config;
  const start = (job: string, work: () => Promise<unknown>, everyMs: number) =>
    repeat(work, everyMs, (error) => logger.error({ err: error, job }, 'Job failed'));

  const sync = async () => {
    for (const { provider } of context.lanes.values()) await syncSuppressions(context, provider);
  };
  const purge = async () => {
    const purged = await purgeBodies(orm, bodyRetentionDays);
    if (purged > 0) logger.info({ purged }, 'Purged bodies');
    await purgeBatches(orm, Math.max(bodyRetentionDays, minBatchDays));
  };
  const jobs = [
    start('suppressions', sync, syncEveryMs),
    start('purge', purge, config.purgeIntervalMinutes * 60_000),
    ...(notices ? [start('notices', () => notifyGateway(context, notices), notifyEveryMs)] : []),
  ];
  return {
    async stop() {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
