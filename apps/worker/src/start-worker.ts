import { caseTaskQueue, mailTaskQueue } from '@goen/candidate-case';
import { openCaseStore } from '@goen/case-store';
import { importTaskQueue } from '@goen/contracts';
import { createApp, createLogger, healthRoutes, type Logger, serveApp } from '@goen/service-kit';
import { databaseAnswers } from '@goen/service-kit/database';
import { openSender, systemResolve } from '@goen/service-kit/outbound';
import { connectTemporal, ensureRelaySchedule } from '@goen/temporal-kit';
import { NativeConnection, Worker } from '@temporalio/worker';
import { caseActivities, mailActivities } from './activities/index.ts';
import type { ActivityContext } from './activity-context.ts';
import type { WorkerConfig } from './config.ts';
import { deploymentName, setCurrentVersion } from './deployment.ts';
import { failuresWithoutWords } from './failures-without-words.ts';
import { importActivities, importDecision } from './imports/index.ts';
import { watchFolder } from './imports/watch-folder.ts';
import { introductionActivities, introductionMailActivities } from './introductions/index.ts';
import { pollActivities } from './polls/index.ts';
import { startSync } from './sync/start-sync.ts';
import { workflowBundle } from './workflow-bundle.ts';

/** Running activities get this long to finish when the worker stops; others take over what does not. */
const shutdownGraceMs = 10_000;

const relayRoundEveryMinutes = 60;

/** Events to a company's own URL take no longer. */
const sendTimeoutMs = 15_000;

/** Files that are read at once by one worker: each keeps a core busy. */
const importsAtOnce = 2;

/** Hosts the workflow and its activities on three queues, with a health port. Resolves once both are ready to poll. */
export async function startWorker(
  config: WorkerConfig,
  logger: Logger = createLogger('worker', config.logLevel),
): Promise<{ readonly healthUrl: string; close(): Promise<void> }> {
  const { codePath, buildId } = await workflowBundle();
  const orm = await openCaseStore({ url: config.databaseUrl, migrationUrl: config.migrationUrl, maxConnections: 20 });
  const connection = await NativeConnection.connect({ address: config.temporal.address });
  const temporal = await connectTemporal(config.temporal);
  const { mail, credit, publicUrl, linkSecret, personHashKey, connections } = config;
  const context: ActivityContext = { orm, mail, credit, publicUrl, linkSecret, personHashKey, connections, logger };
  const common = {
    connection,
    namespace: config.temporal.namespace,
    shutdownGraceTime: shutdownGraceMs,
    interceptors: {
      activity: [() => ({ inbound: failuresWithoutWords((error) => logger.error({ err: error }, 'activity failed')) })],
    },
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true as const,
      defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
    },
  };
  const cases = await Worker.create({
    ...common,
    taskQueue: caseTaskQueue,
    workflowBundle: { codePath },
    activities: {
      ...caseActivities(context),
      ...introductionActivities(context),
      ...pollActivities(context),
      ...importDecision(context),
    },
  });
  const mails = await Worker.create({
    ...common,
    taskQueue: mailTaskQueue,
    activities: { ...mailActivities(context), ...introductionMailActivities(context) },
    maxTaskQueueActivitiesPerSecond: config.mailRatePerSecond,
  });
  const imports = await Worker.create({
    ...common,
    taskQueue: importTaskQueue,
    activities: importActivities(context),
    maxConcurrentActivityTaskExecutions: importsAtOnce,
  });
  const workers = [cases, mails, imports];
  const running = Promise.all(workers.map((worker) => worker.run()));
  await ensureRelaySchedule(temporal.client, relayRoundEveryMinutes);
  if (config.setCurrentVersion) await setCurrentVersion(temporal, config.temporal.namespace, buildId, logger);

  const sender = openSender({ allowPrivate: config.allowPrivate, resolve: systemResolve }, sendTimeoutMs);
  const now = () => new Date();
  const sync = startSync({ orm, logger, connections, sender, now }, { inFlight: config.syncInFlight });

  const { folder, everyMs } = config.watch;
  const watching = folder === undefined ? null : watchFolder({ orm, logger, folder }, everyMs);

  const app = createApp(logger);
  const polling = () => Promise.resolve(workers.every((worker) => worker.getState() === 'RUNNING'));
  app.route('/', healthRoutes({ database: () => databaseAnswers(orm), polling }));
  const health = await serveApp(app, { port: config.healthPort, host: config.host });
  logger.info({ url: health.url, buildId }, 'working');
  return {
    healthUrl: health.url,
    async close() {
      await watching?.stop();
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      await sync.stop();
      await sender.close();
      await running;
      await health.close();
      await temporal.close();
      await connection.close();
      await orm.close(true);
    },
  };
}
