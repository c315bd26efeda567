import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type ConnectionPollInput, caseTaskQueue, pollTaskQueue } from '@goen/contracts/workflow';
import '@goen/temporal-server/vitest';
import { startWorkflowWorkers } from '@goen/testing';
import { inject } from 'vitest';
import type { PollActivities } from '../activities.ts';

export const workflowsPath = fileURLToPath(new URL('../workflow.ts', import.meta.url));

/** A real server and a worker with the real workflow; the test defines what its activity does per connection. */
export async function startPollFixture() {
  const attempts = new Map<string, number>();
  const answers = new Map<string, (attempt: number) => ReturnType<PollActivities['pollConnection']>>();
  const activities: PollActivities = {
    pollConnection: async ({ connectionId }) => {
      const attempt = (attempts.get(connectionId) ?? 0) + 1;
      attempts.set(connectionId, attempt);
      return (await answers.get(connectionId)?.(attempt)) ?? { kind: 'stopped' };
    },
  };
  const workers = await startWorkflowWorkers({
    address: inject('temporalAddress'),
    deploymentName: 'connection-poll',
    workflowsPath,
    activities,
    taskQueues: [caseTaskQueue, pollTaskQueue],
  });
  return {
    client: workers.client,
    countAttempts: ({ connectionId }: ConnectionPollInput) => attempts.get(connectionId) ?? 0,
    addConnection(answer: (attempt: number) => ReturnType<PollActivities['pollConnection']>): ConnectionPollInput {
      const connectionIds = { connectionId: randomUUID(), companyId: randomUUID() };
      answers.set(connectionIds.connectionId, answer);
      return connectionIds;
    },
    close: workers.close,
  };
}
