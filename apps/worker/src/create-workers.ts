import { caseTaskQueue, mailTaskQueue } from '@goen/candidate-case';
import { importTaskQueue, pollTaskQueue } from '@goen/contracts/workflow';
import { toDataConverter } from '@goen/temporal-kit';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { ActivityContext } from './activity-context.ts';
import { caseActivities, mailActivities } from './cases/index.ts';
import type { QueueName, WorkerConfig } from './config.ts';
import { crashAroundActivity } from './crash-around-activity.ts';
import { deploymentName } from './deployment.ts';
import { importActivities, importDecision } from './imports/index.ts';
import { introductionActivities, introductionMailActivities } from './introductions/index.ts';
import { maintenanceActivities } from './maintenance/index.ts';
import { pollActivities } from './polls/index.ts';
import { reInvitationActivities, reInvitationMailActivities } from './re-invitations/index.ts';
import { redactFailures } from './redact-failures.ts';
import { traceActivities } from './trace-activities.ts';
import type { WorkflowBundle } from './workflow-bundle.ts';

/** How long running activities have to finish when the worker stops; other workers retry the rest. */
const shutdownGraceMs = 10_000;

/** Mails requested at once. This only bounds concurrency: mail-service owns the rate of each provider. */
const maxConcurrentMails = 100;

/** Files read at once: each keeps a core busy. */
const maxConcurrentImports = 2;

/** Connections polled at once: vendors are slow, and polls share the process with cases. */
const maxConcurrentPolls = 20;

/** Creates a worker for each queue that this process hosts. */
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
    dataConverter: toDataConverter(config.temporal),
    shutdownGraceTime: shutdownGraceMs,
    interceptors: {
      activity: [
        () => ({ inbound: traceActivities }),
        () => ({ inbound: redactFailures((error) => logger.error({ err: error }, 'Activity failed')) }),
        () => ({ inbound: crashAroundActivity }),
      ],
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
      // A case sleeps for months and wakes by replaying a short history: only those that act are worth caching.
      maxCachedWorkflows: config.maxCachedWorkflows,
      activities: {
        ...caseActivities(context),
        ...introductionActivities(context),
        ...reInvitationActivities(context),
        // Polls that an earlier version scheduled here.
        ...pollActivities(context),
        ...importDecision(context),
        ...maintenanceActivities(context),
      },
    }),
    mail: () => ({
      ...common,
      taskQueue: mailTaskQueue,
      activities: {
        ...mailActivities(context),
        ...introductionMailActivities(context),
        ...reInvitationMailActivities(context),
      },
      maxConcurrentActivityTaskExecutions: maxConcurrentMails,
    }),
    imports: () => ({
      ...common,
      taskQueue: importTaskQueue,
      activities: importActivities(context),
      maxConcurrentActivityTaskExecutions: maxConcurrentImports,
    }),
    polls: () => ({
      ...common,
      taskQueue: pollTaskQueue,
      activities: pollActivities(context),
      maxConcurrentActivityTaskExecutions: maxConcurrentPolls,
    }),
  };
  return Promise.all(config.queues.map((queue) => Worker.create(options[queue]())));
}
