import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resolveTemporal } from './resolve-temporal.ts';
import { startTemporal, type TemporalServer } from './start-temporal.ts';

/** Enough for the first build with Go on a small machine. */
const buildTimeoutMs = 15 * 60_000;
const env = {};
const report = (line: string) => console.log(line);
const running: TemporalServer[] = [];
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'temporal-'));
  await resolveTemporal({ env, report });
}, buildTimeoutMs);
afterAll(async () => {
  for (const server of running) await server.stop();
  await rm(dataDir, { recursive: true });
});

async function start(options: { dir?: string; port?: number } = {}): Promise<TemporalServer> {
  const server = await startTemporal({ env, dataDir: options.dir ?? dataDir, port: options.port, report });
  running.push(server);
  return server;
}

async function withClient<T>(server: TemporalServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

test('serves the API, the UI and the search attributes, and keeps its data after a crash', {
  timeout: 180_000,
}, async () => {
  const first = await start();
  expect((await fetch(first.uiUrl ?? '')).status).toBe(200);
  await withClient(first, async (client) => {
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace: 'default' });
    expect(customAttributes).toMatchObject({ CompanyId: 2, Stage: 2, NextStep: 2, NextStepAt: 6 });
    const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(7 * 24 * 3600);
    await client.workflow.start('neverRun', {
      workflowId: 'kept',
      taskQueue: 'nobody',
      searchAttributes: { CompanyId: ['c1'], NextStepAt: [new Date('2027-05-24T01:00:00Z')] },
    });
  });

  await first.kill();
  expect(await first.exited).toBe('SIGKILL');
  const second = await start({ port: Number(first.address.split(':')[1]) });
  expect(second.address).toBe(first.address);
  await withClient(second, async (client) => {
    const query = `CompanyId = 'c1' AND NextStepAt > '2027-01-01T00:00:00Z'`;
    await expect.poll(async () => (await client.workflow.count(query)).count, { timeout: 60_000 }).toBe(1);
    expect((await client.workflow.getHandle('kept').describe()).status.name).toBe('RUNNING');
  });

  await second.stop();
  expect(await second.exited).toBe('exit code 0');
});

test('refuses a data folder that another server uses', { timeout: 120_000 }, async () => {
  const dir = await mkdtemp(join(dataDir, 'locked-'));
  const first = await start({ dir });
  await expect(start({ dir })).rejects.toThrow(/in use by another server/);
  await first.stop();
});

test('refuses a port in use, and names it', async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) => {
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as { port: number }).port));
  });
  const dir = await mkdtemp(join(dataDir, 'port-'));
  await expect(start({ dir, port })).rejects.toThrow(new RegExp(`-port: .*${port}.*in use`));
  await new Promise((resolve) => holder.close(resolve));
});

test('exits when its launcher is killed', { timeout: 120_000 }, async () => {
  const dir = await mkdtemp(join(dataDir, 'orphan-'));
  const script = `
    import { startTemporal } from ${JSON.stringify(new URL('start-temporal.ts', import.meta.url).href)};
    const server = await startTemporal({ env: {}, dataDir: ${JSON.stringify(dir)} });
    console.log(server.pid);
  `;
  const launcher = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = await new Promise<number>((resolve) => {
    createInterface({ input: launcher.stdout }).once('line', (line) => resolve(Number(line)));
  });
  launcher.kill('SIGKILL');
  // Two servers cannot use the same data, so the next one starts only after the orphan has exited.
  const next = await start({ dir });
  expect(next.pid).not.toBe(pid);
});

test('uses an external server, and does not stop it', async () => {
  const server = await startTemporal({ env: { TEMPORAL_ADDRESS: 'elsewhere:7233' }, dataDir });
  expect(server).toMatchObject({ address: 'elsewhere:7233', uiUrl: undefined, pid: undefined });
  await server.stop();
});
