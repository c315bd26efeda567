import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { vi } from 'vitest';

/** The SDK allows one runtime per process. */
let hasRuntime = false;
const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export type WorkflowWorkers = {
  readonly client: Client;
  readonly close: () => Promise<void>;
};

/**
 * Starts versioned workers as production does: one per task queue, the first with the workflows too, and makes their
 * build the current one of its deployment.
 */
export async function startWorkflowWorkers(options: {
  /** Of the server, `host:port`. */
  readonly address: string;
  readonly deploymentName: string;
  readonly buildId?: string;
  readonly workflowsPath: string;
  readonly activities: object;
  readonly taskQueues: readonly [string, ...string[]];
}): Promise<WorkflowWorkers> {
  const { address, deploymentName, buildId = 'under-test', workflowsPath, activities, taskQueues } = options;
  if (!hasRuntime) Runtime.install({ logger: silent, shutdownSignals: [] });
  hasRuntime = true;
  const connection = await NativeConnection.connect({ address });
  const client = new Client({ connection: await Connection.connect({ address }) });
  const version = { deploymentName, buildId };
  const common = {
    connection,
    activities,
    workerDeploymentOptions: {
      version,
      useWorkerVersioning: true as const,
      defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
    },
  };
  const [first, ...others] = taskQueues;
  const workers = [await Worker.create({ ...common, workflowsPath, taskQueue: first })];
  for (const taskQueue of others) workers.push(await Worker.create({ ...common, taskQueue }));
  const running = Promise.all(workers.map((worker) => worker.run()));
  // The server knows a build only after its worker has polled.
  await vi.waitFor(
    () =>
      client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: 'default',
        ...version,
        identity: 'test',
      }),
    { timeout: 60_000, interval: 100 },
  );
  return {
    client,
    async close() {
      for (const worker of workers) worker.shutdown();
      await running;
      await client.connection.close();
      await connection.close();
    },
  };
}
