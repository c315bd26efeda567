import { join } from 'node:path';
import { startPostgres } from '@goen/postgres-server';
import { findFreePorts, startStack } from '@goen/stack';
import { Client } from 'pg';
import type { RunContext } from '../benchmark.ts';
import { createBenchmarkCompanies } from '../create-companies.ts';
import { readPostgresVersion } from '../postgres-version.ts';
import { readRssMb } from '../process-memory.ts';
import { buildProfileOptions } from '../profile-env.ts';

export type IntakeProcesses = {
  readonly postgresVersion: string;
  /** With a company's key that has all scopes. */
  readonly request: (path: string, init?: RequestInit & { duplex?: 'half' }) => Promise<Response>;
  /** Peak memory of the process that reads files, in MB of 1,000,000 bytes. */
  readPeakRssMb(): number;
  /** Of a superuser, on the database `cases`. */
  readonly superuserUrl: string;
  /** With a connection of it. */
  withSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL with fsync and the whole stack, each service as its own process. */
export async function startIntakeProcesses({ dataDir, report, settings }: RunContext): Promise<IntakeProcesses> {
  const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
  const previousUrl = process.env.DATABASE_URL;
  // The stack uses a server that it is given; the benchmark also needs its superuser.
  process.env.DATABASE_URL = postgres.adminUrl;
  try {
    const stack = await startStack({
      dataDir: join(dataDir, 'stack'),
      ports: await findFreePorts(),
      nodeOptions: settings.profile
        ? {
            imports: buildProfileOptions('imports', dataDir),
            gateway: buildProfileOptions('gateway', dataDir),
            worker: buildProfileOptions('worker', dataDir),
          }
        : {},
      report,
    });
    const [key] = await createBenchmarkCompanies(stack.databases.cases.operatorUrl, 1);
    const superuserUrl = new URL(postgres.adminUrl);
    superuserUrl.pathname = new URL(stack.databases.cases.migrationUrl).pathname;
    return {
      postgresVersion: await readPostgresVersion(postgres.adminUrl),
      superuserUrl: superuserUrl.href,
      request: (path, init = {}) => {
        const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) };
        return fetch(`${stack.urls.gateway}${path}`, { ...init, headers });
      },
      readPeakRssMb: () => readRssMb(stack.services.imports.pid(), 'peak'),
      async withSuperuser(work) {
        const client = new Client({ connectionString: superuserUrl.href });
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
    if (previousUrl === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = previousUrl;
  }
}
