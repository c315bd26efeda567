import { repeat } from '@goen/service-kit';
import type { MailConfig } from '../config.ts';
import type { MailContext } from '../mail-context.ts';
import { notifyGateway } from '../notices/notify-gateway.ts';
import { purgeExpired } from '../retention/purge-expired.ts';
import { readRetentionDays } from '../retention/retention-settings.ts';
import { buildRetentionRules } from '../retention/rules.ts';
import { syncSuppressions } from '../suppressions/sync-suppressions.ts';

const notifyEveryMs = 1_000;
const syncEveryMs = 60 * 60 * 1000;

export type Jobs = { stop(): Promise<void> };

/** Each job runs at start and again after a pause; a failure is logged. `stop` waits for running jobs. */
export function startJobs(context: MailContext, config: MailConfig): Jobs {
  const { orm, logger } = context;
  const { notices } = config;
  const start = (job: string, work: () => Promise<unknown>, everyMs: number) =>
    repeat(work, everyMs, (error) => logger.error({ err: error, job }, 'Job failed'));

  const sync = async () => {
    for (const { provider } of context.lanes.values()) await syncSuppressions(context, provider);
  };
  const purge = async () => {
    const { days } = await readRetentionDays(orm, config.retention);
    const purged = await purgeExpired(orm, buildRetentionRules(days));
    if (Object.keys(purged).length > 0) logger.info({ purged }, 'Purged old data');
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
