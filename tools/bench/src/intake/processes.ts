import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiScopes } from '@goen/case-store';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { startPostgres } from '@goen/postgres-server';
import { freePorts, startStack } from '@goen/stack';
import { Client } from 'pg';
import type { Bench } from '../benchmark.ts';
import { versionOf } from '../mail/processes.ts';

export type IntakeProcesses = {
  readonly postgresVersion: string;
  /** As a company that has a key to everything. */
  readonly ask: (path: string, init?: RequestInit & { duplex?: 'half' }) => Promise<Response>;
  /** Of the process that reads files, since it began; MB of 1,000,000 bytes. */
  peakRssMb(): number;
  /** As the owner of the database of cases. */
  withOwner<T>(work: (client: Client) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

/** PostgreSQL with fsync and the whole stack, each service a process of its own. */
export async function startIntakeProcesses({ dataDir, say }: Bench): Promise<IntakeProcesses> {
  const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
  const given = process.env.DATABASE_URL;
  // The stack takes a server that is there; here its superuser is needed too.
  process.env.DATABASE_URL = postgres.adminUrl;
  try {
    const stack = await startStack({ dataDir: join(dataDir, 'stack'), ports: await freePorts(), report: say });
    const key = await makeCompany(stack.databases.cases.migrationUrl);
    const database = new URL(stack.databases.cases.migrationUrl).pathname;
    return {
      postgresVersion: await versionOf(postgres.adminUrl),
      ask: (path, init = {}) => {
        const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) };
        return fetch(`${stack.urls.gateway}${path}`, { ...init, headers });
      },
      peakRssMb: () => peakRssMb(stack.services.imports.pid()),
      async withOwner(work) {
        const url = new URL(postgres.adminUrl);
        url.pathname = database;
        const client = new Client({ connectionString: url.href });
        await client.connect();
        try {
          return await work(client);
        } finally {
          await client.end();
        }
      },
      async stop() {
        await stack.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  } finally {
    if (given === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = given;
  }
}

async function makeCompany(migrationUrl: string): Promise<string> {
  const admin = await openAdmin(migrationUrl);
  try {
    const sender = {
      name: '株式会社例',
      fromAddress: 'a@example.jp',
      postalAddress: '東京都',
      contact: 'a@example.jp',
    };
    await createCompany(admin, { name: '株式会社例', slug: 'bench', settings: companySettings.parse({ sender }) });
    return (await createKey(admin, { company: 'bench', name: 'bench', scopes: [...apiScopes] })).key;
  } finally {
    await closeAdmin(admin);
  }
}

/** The high-water mark that Linux keeps of a process's resident memory. */
function peakRssMb(pid: number | undefined): number {
  const kB = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kB) * 1024) / 1_000_000;
}
