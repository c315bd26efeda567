import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { startPostgres } from '@goen/postgres-server';
import { findFreePorts, type Stack, startStack } from '@goen/stack';
import { connectTemporal, type TemporalConnection } from '@goen/temporal-kit';
import { startTemporal } from '@goen/temporal-server';
import { Client } from 'pg';
import type { RunContext } from '../benchmark.ts';
import { readPostgresVersion } from '../postgres-version.ts';
import { buildProfileOptions } from '../profile-env.ts';
import { type RawWorker, startRawWorker } from './run-raw.ts';
import { openPostgresStore, openSqliteStore, type TemporalStore } from './temporal-store.ts';

export type CaseProcesses = {
  readonly stack: Stack;
  readonly temporal: TemporalConnection;
  readonly store: TemporalStore;
  readonly rawWorker: RawWorker;
  /** A superuser's connection to the database `cases`. */
  readonly cases: Client;
  /** Of companies whose mails are due at once, one each. */
  readonly apiKeys: readonly string[];
  readonly postgresVersion: string;
  stop(): Promise<void>;
};

/** Starts PostgreSQL with fsync, one Temporal server, the stack, and a raw worker on the same Temporal. */
export async function startCaseProcesses(context: RunContext, companies: number): Promise<CaseProcesses> {
  const { dataDir, report, settings } = context;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
    stops.push(() => postgres.stop());
    mkdirSync(join(dataDir, 'temporal'), { recursive: true });
    const server = await startTemporal({
      env: {},
      dataDir: join(dataDir, 'temporal'),
      postgresUrl: settings.postgres ? postgres.adminUrl : undefined,
      report,
      log: (line) => appendFileSync(join(dataDir, 'temporal.log'), `${line}\n`),
    });
    stops.push(() => server.stop());
    const store = settings.postgres
      ? await openPostgresStore(postgres.adminUrl)
      : openSqliteStore(join(dataDir, 'temporal', 'temporal.db'));
    stops.push(() => store.close());
    const stack = await startStackOn(context, { DATABASE_URL: postgres.adminUrl, TEMPORAL_ADDRESS: server.address });
    stops.push(() => stack.stop());
    const rawWorker = await startRawWorker(server.address, dataDir);
    stops.push(() => rawWorker.stop());
    const temporal = await connectTemporal({ address: server.address, namespace: 'default' });
    stops.push(() => temporal.close());
    const cases = await connectToCases(postgres.adminUrl, stack);
    stops.push(() => cases.end());
    const apiKeys = await createCompanies(stack.databases.cases.migrationUrl, companies);
    const postgresVersion = await readPostgresVersion(postgres.adminUrl);
    return { stack, temporal, store, rawWorker, cases, apiKeys, postgresVersion, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The stack takes the servers that its environment names. */
async function startStackOn({ dataDir, report, settings }: RunContext, servers: Record<string, string>) {
  const previous = Object.keys(servers).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, servers);
  try {
    const profiled = settings.profile ? (['gateway', 'worker', 'mail'] as const) : [];
    const nodeOptions = Object.fromEntries(profiled.map((name) => [name, buildProfileOptions(name, dataDir)]));
    return await startStack({
      dataDir: join(dataDir, 'stack'),
      ports: await findFreePorts(),
      nodeOptions,
      report,
    });
  } finally {
    for (const [name, value] of previous) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

async function connectToCases(adminUrl: string, stack: Stack): Promise<Client> {
  const url = new URL(adminUrl);
  url.pathname = new URL(stack.databases.cases.migrationUrl).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return client;
}

async function createCompanies(migrationUrl: string, count: number): Promise<string[]> {
  const admin = await openAdmin(migrationUrl);
  const hours = { opensAt: '00:00', closesAt: '24:00', shortClosesAt: '24:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const settings = companySettings.parse({
    sender: { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' },
    hours: { ...hours, onHolidays: true },
    undoWindowMinutes: 0,
    resultDelayDays: 0,
    resultLeastDays: 0,
    personalNoteFrom: null,
  });
  try {
    const keys: string[] = [];
    for (let n = 0; n < count; n += 1) {
      await createCompany(admin, { name: `株式会社例${n}`, slug: `bench-${n}`, settings });
      keys.push((await createKey(admin, { company: `bench-${n}`, name: 'bench', scopes: [...apiScopes] })).key);
    }
    return keys;
  } finally {
    await closeAdmin(admin);
  }
}
