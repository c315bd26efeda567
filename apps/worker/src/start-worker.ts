import { openCaseStore } from '@goen/case-store';
import { addHealthRoutes, createLogger, createServiceApp, type Logger, serveApp } from '@goen/service-kit';
import { databaseAnswers } from '@goen/service-kit/database';
import { openSender, systemResolve } from '@goen/service-kit/outbound';
import { connectTemporal, ensureRelaySchedule, ensureRetentionSchedule } from '@goen/temporal-kit';
import { NativeConnection } from '@temporalio/worker';
import type { ActivityContext } from './activity-context.ts';
import type { QueueName, WorkerConfig } from './config.ts';
import { createWorkers } from './create-workers.ts';
import { startSync } from './crm-sync/start-sync.ts';
import { setCurrentVersion } from './deployment.ts';
import { watchFolder } from './imports/watch-folder.ts';
import { workflowBundle } from './workflow-bundle.ts';

const relayRoundEveryMinutes = 60;

/** For requests to CRMs. */
const requestTimeoutMs = 15_000;

/** Hosts the configured queues and a health endpoint. Resolves once every worker polls. */
export async function startWorker(
  config: WorkerConfig,
  logger: Logger = createLogger('worker', config.logLevel),
): Promise<{ readonly healthUrl: string; close(): Promise<void> }> {
  const { codePath, buildId } = await workflowBundle();
  const orm = await openCaseStore({ url: config.databaseUrl, maxConnections: 20 });
  const { namespace: _namespace, payloadKeys: _payloadKeys, ...temporalOptions } = config.temporal;
  const connection = await NativeConnection.connect(temporalOptions);
  const temporal = await connectTemporal(config.temporal);
  const { mail, credit, publicUrl, linkSecret, personHashKey, connections } = config;
  const context: ActivityContext = { orm, mail, credit, publicUrl, linkSecret, personHashKey, connections, logger };
  const workers = await createWorkers(context, config, { codePath, buildId }, connection);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const isHosted = (queue: QueueName) => config.queues.includes(queue);
  if (isHosted('cases')) {
    await ensureRelaySchedule(temporal.client, relayRoundEveryMinutes);
    await ensureRetentionSchedule(temporal.client);
  }
  if (config.setCurrentVersion) await setCurrentVersion(temporal, config.temporal.namespace, buildId, logger);

  const sender = openSender({ allowPrivate: config.allowPrivate, resolve: systemResolve }, requestTimeoutMs);
  const now = () => new Date();
  const sync = isHosted('polls')
    ? startSync({ orm, logger, connections, sender, now }, { inFlight: config.syncInFlight })
    : null;

  const { folder, everyMs } = config.watch;
  const folderWatch =
    folder === undefined || !isHosted('imports') ? null : watchFolder({ orm, logger, folder }, everyMs);

  const app = createServiceApp(logger, { schemes: {} });
  const isPolling = () => Promise.resolve(workers.every((worker) => worker.getState() === 'RUNNING'));
  addHealthRoutes(app, { database: () => databaseAnswers(orm), polling: isPolling });
  const health = await serveApp(app, { port: config.healthPort, host: config.host });
  logger.info({ url: health.url, buildId }, 'Worker started');
  return {
    healthUrl: health.url,
    async close() {
      await folderWatch?.stop();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await sync?.stop();
      await sender.close();
      await running;
      await health.close();
      await temporal.close();
      await connection.close();
      await orm.close(true);
    },
  };
}
