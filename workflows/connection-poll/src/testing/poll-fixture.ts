import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type ConnectionPollInput, caseTaskQueue } from '@goen/contracts/workflow';
import { connectTemporal } from '@goen/temporal-kit';
import '@goen/temporal-server/vitest';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { inject, vi } from 'vitest';
import type { PollActivities } from '../activities.ts';

const silent = { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} };
Runtime.install({ logger: silent, shutdownSignals: [] });

export const workflowsPath = fileURLToPath(new URL('../workflow.ts', import.meta.url));

const versioned = {
  workerDeploymentOptions: {
    version: { deploymentName: 'connection-poll', buildId: 'under-test' },
    useWorkerVersioning: true as const,
    defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
  },
};

/** A real server and a worker with the real workflow; the test defines what its activity does per connection. */
export async function startPollFixture() {
  const address = inject('temporalAddress');
  const connection = await NativeConnection.connect({ address });
  const temporal = await connectTemporal({ address, namespace: 'default' });
  const attempts = new Map<string, number>();
  const answers = new Map<string, (attempt: number) => ReturnType<PollActivities['pollConnection']>>();
  const activities: PollActivities = {
    pollConnection: async ({ connectionId }) => {
      const attempt = (attempts.get(connectionId) ?? 0) + 1;
      attempts.set(connectionId, attempt);
      return (await answers.get(connectionId)?.(attempt)) ?? { kind: 'stopped' };
    },
  };
  const worker = await Worker.create({ connection, activities, ...versioned, workflowsPath, taskQueue: caseTaskQueue });
  const running = worker.run();
  // The server knows a build only after its worker has polled.
  await vi.waitFor(
    () =>
      temporal.client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: 'default',
        ...versioned.workerDeploymentOptions.version,
        identity: 'test',
      }),
    { timeout: 60_000, interval: 100 },
  );
  return {
    client: temporal.client,
    countAttempts: ({ connectionId }: ConnectionPollInput) => attempts.get(connectionId) ?? 0,
    addConnection(answer: (attempt: number) => ReturnType<PollActivities['pollConnection']>): ConnectionPollInput {
      const connectionIds = { connectionId: randomUUID(), companyId: randomUUID() };
      answers.set(connectionIds.connectionId, answer);
      return connectionIds;
    },
    async close() {
      worker.shutdown();
      await running;
      await temporal.close();
      await connection.close();
    },
  };
}
