import { caseTaskQueue, importTaskQueue, mailTaskQueue, pollTaskQueue } from '@goen/contracts/workflow';
import type { Client } from '@temporalio/client';

export type Backlog = { readonly taskQueue: string; readonly type: 'workflow' | 'activity'; readonly tasks: number };

/** temporal.api.enums.v1.TaskQueueType */
const types = { workflow: 1, activity: 2 } as const;
const hosted: readonly [string, keyof typeof types][] = [
  [caseTaskQueue, 'workflow'],
  [caseTaskQueue, 'activity'],
  [mailTaskQueue, 'activity'],
  [importTaskQueue, 'activity'],
  [pollTaskQueue, 'activity'],
];

/** Tasks that wait for a worker, about, of each task queue. */
export function readBacklogs(client: Client): Promise<Backlog[]> {
  return Promise.all(
    hosted.map(async ([taskQueue, type]) => {
      const { stats } = await client.workflowService.describeTaskQueue({
        namespace: client.options.namespace,
        taskQueue: { name: taskQueue },
        taskQueueType: types[type],
        reportStats: true,
      });
      return { taskQueue, type, tasks: Number(stats?.approximateBacklogCount ?? 0) };
    }),
  );
}
