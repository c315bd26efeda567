import type { MailConfig } from '../config.ts';
import type { MailContext } from '../mail-context.ts';
import { notifyGateway } from '../notices/notify-gateway.ts';
import { purgeBatches, purgeBodies } from '../purge/purge-bodies.ts';
import { syncSuppressions } from '../suppressions/sync-suppressions.ts';
import { type PeriodicJob, startPeriodicJob } from './periodic-job.ts';

const noticesEveryMs = 1_000;
const syncEveryMs = 60 * 60 * 1000;

export function startJobs(context: MailContext, config: MailConfig): PeriodicJob[] {
  const { orm, logger } = context;
  const { notices, bodyRetentionDays } = config;
  const purge = async () => {
    const purged = await purgeBodies(orm, bodyRetentionDays);
    if (purged > 0) logger.info({ purged }, 'bodies purged');
    await purgeBatches(orm, Math.max(bodyRetentionDays, minBatchDays));
  };
  const sync = async () => {
    for (const { provider } of context.lanes.values()) await syncSuppressions(context, provider);
  };
  const jobs = [
    startPeriodicJob('suppressions', syncEveryMs, sync, logger),
    startPeriodicJob('purge', config.purgeIntervalMinutes * 60_000, purge, logger),
  ];
  if (notices) jobs.push(startPeriodicJob('notices', noticesEveryMs, () => notifyGateway(context, notices), logger));
  return jobs;
}

/** Webhooks of a request may come a day late, and an uncertain one is looked up for as long. */
const minBatchDays = 7;
