import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '@goen/postgres-server';
import { z } from 'zod';
import { ruleFiles } from './read-observability.ts';

export type Prometheus = Awaited<ReturnType<typeof startPrometheus>>;
export type Target = { readonly address: string; readonly service: string };

const answer = <T extends z.ZodType>(data: T) => z.object({ status: z.literal('success'), data });
const alertsAnswer = answer(
  z.object({ alerts: z.array(z.object({ state: z.string(), labels: z.record(z.string(), z.string()) })) }),
);
const namesAnswer = answer(z.array(z.string()));
const queryAnswer = answer(z.object({ result: z.array(z.unknown()) }));
const readyEveryMs = 200;

/** A real Prometheus with the rules as they are, which scrapes the given targets every two seconds. */
export async function startPrometheus(executable: string, dataDir: string, targets: readonly Target[]) {
  mkdirSync(dataDir, { recursive: true });
  const config = join(dataDir, 'prometheus.yml');
  const jobs = targets.map(({ address, service }) => ({ targets: [address], labels: { service } }));
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: '2s', evaluation_interval: '2s' },
      rule_files: ruleFiles(),
      scrape_configs: [{ job_name: 'goen', static_configs: jobs }],
    }),
  );
  const port = await findFreePort();
  const log = openSync(join(dataDir, 'prometheus.log'), 'a');
  const child = spawn(
    executable,
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(dataDir, 'tsdb')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const get = async <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> => {
    const response = await fetch(`${url}${path}`);
    return schema.parse(await response.json());
  };
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}: see its log.`);
    const ready = await fetch(`${url}/-/ready`).catch(() => null);
    if (ready?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, readyEveryMs));
  }
  return {
    listFiring: async () =>
      (await get('/api/v1/alerts', alertsAnswer)).data.alerts
        .filter(({ state }) => state === 'firing')
        .map(({ labels }) => labels.alertname ?? ''),
    listMetrics: async () => (await get('/api/v1/label/__name__/values', namesAnswer)).data,
    /** The number of series that a query finds now. */
    countSeries: async (expr: string) =>
      (await get(`/api/v1/query?${new URLSearchParams({ query: expr }).toString()}`, queryAnswer)).data.result.length,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
