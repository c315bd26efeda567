import { PgBoss } from 'pg-boss';
import { runConcurrently } from '../run-concurrently.ts';

const queue = 'yardstick';
/** As many connections as the gateway has. */
const maxConnections = 20;

async function withBoss<T>(url: string, work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const boss = new PgBoss({ connectionString: url, max: maxConnections, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(queue);
    return await work(boss);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Jobs per second when pg-boss sends them one by one in this process, `concurrency` in flight. */
export const measureSend = (url: string, jobs: readonly object[], concurrency: number): Promise<number> =>
  withBoss(url, async (boss) => {
    const senders = Array.from({ length: concurrency }, (_, n) => n);
    const seconds = await runConcurrently(jobs, senders, async (job) => {
      await boss.send(queue, job);
    });
    return jobs.length / seconds;
  });

/** Jobs per second when pg-boss inserts `perCall` of them at a time, one call after the other. */
export const measureInsert = (url: string, jobs: readonly object[], perCall: number): Promise<number> =>
  withBoss(url, async (boss) => {
    const startMs = performance.now();
    for (let start = 0; start < jobs.length; start += perCall) {
      await boss.insert(
        queue,
        jobs.slice(start, start + perCall).map((data) => ({ data })),
      );
    }
    return jobs.length / ((performance.now() - startMs) / 1000);
  });
