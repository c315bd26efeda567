import { caseTaskQueue, mailTaskQueue } from '@goen/candidate-case';
import { importTaskQueue } from '@goen/contracts/workflow';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { ActivityContext } from './activity-context.ts';
import { caseActivities, mailActivities } from './cases/index.ts';
import type { QueueName, WorkerConfig } from './config.ts';
import { deploymentName } from './deployment.ts';
import { failuresWithoutWords } from './failures-without-words.ts';
import { importActivities, importDecision } from './imports/index.ts';
import { introductionActivities, introductionMailActivities } from './introductions/index.ts';
import { pollActivities } from './polls/index.ts';
import type { WorkflowBundle } from './workflow-bundle.ts';

/** Running activities get this long to finish when the worker stops; others take over what does not. */
const shutdownGraceMs = 10_000;

/**
 * A workflow that is kept takes half a MB. A case sleeps for months and is replayed from a short history when it wakes:
 * only those that act just now are worth keeping, however many begin at once.
 */
const cachedWorkflows = 100;

/** Files that are read at once by one worker: each keeps a core busy. */
const importsAtOnce = 2;

/** A worker for each queue that this process is to host. */
export async function createWorkers(
  context: ActivityContext,
  config: WorkerConfig,
  { codePath, buildId }: WorkflowBundle,
  connection: NativeConnection,
): Promise<Worker[]> {
  const { logger } = context;
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
  const options: Record<QueueName, () => WorkerOptions> = {
    cases: () => ({
      ...common,
      taskQueue: caseTaskQueue,
      workflowBundle: { codePath },
      maxCachedWorkflows: cachedWorkflows,
      activities: {
        ...caseActivities(context),
        ...introductionActivities(context),
        ...pollActivities(context),
        ...importDecision(context),
      },
    }),
    mail: () => ({
      ...common,
      taskQueue: mailTaskQueue,
      activities: { ...mailActivities(context), ...introductionMailActivities(context) },
      maxTaskQueueActivitiesPerSecond: config.mailRatePerSecond,
    }),
    imports: () => ({
      ...common,
      taskQueue: importTaskQueue,
      activities: importActivities(context),
      maxConcurrentActivityTaskExecutions: importsAtOnce,
    }),
  };
  return Promise.all(config.queues.map((queue) => Worker.create(options[queue]())));
}
