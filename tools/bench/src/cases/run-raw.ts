import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '@goen/postgres-server';
import { createServiceProcess, root, type ServiceProcess } from '@goen/stack';
import type { Client } from '@temporalio/client';
import { rawTaskQueue } from './raw-task-queue.ts';
import type * as rawWorkflows from './raw-workflows.ts';

export type RawWorker = ServiceProcess & { countActivities(): Promise<number> };

/** More starts at once make the server slower, not faster. */
const startsInFlight = 32;
const pollMs = 100;

export async function startRawWorker(temporalAddress: string, dataDir: string): Promise<RawWorker> {
  const port = await findFreePort();
  const readyUrl = `http://127.0.0.1:${port}/`;
  const worker = createServiceProcess({
    name: 'raw-worker',
    main: join(root, 'tools/bench/src/cases/raw-worker.ts'),
    readyUrl,
    env: { TEMPORAL_ADDRESS: temporalAddress, PORT: String(port) },
    logFile: join(dataDir, 'raw-worker.log'),
  });
  await worker.start();
  return { ...worker, countActivities: async () => Number(await (await fetch(readyUrl)).text()) };
}

/** Starts `count` workflows that sleep until `wakeAtMs`, some at once. */
export async function startRawWorkflows(
  client: Client,
  workflowType: keyof typeof rawWorkflows,
  count: number,
  wakeAtMs: number,
): Promise<void> {
  const ids = Array.from({ length: count }, () => `raw:${randomUUID()}`).values();
  const startAll = async () => {
    for (const workflowId of ids) {
      await client.workflow.start(workflowType, { workflowId, taskQueue: rawTaskQueue, args: [wakeAtMs] });
    }
  };
  await Promise.all(Array.from({ length: startsInFlight }, startAll));
}

/** Polls until `isDone`, and returns when it was, in ms of `performance.now()`. */
export async function waitUntil(what: string, isDone: () => Promise<boolean>, timeoutMs = 600_000): Promise<number> {
  const startMs = performance.now();
  while (!(await isDone())) {
    if (performance.now() - startMs > timeoutMs) throw new Error(`Timed out: ${what}`);
    await wait(pollMs);
  }
  return performance.now();
}
