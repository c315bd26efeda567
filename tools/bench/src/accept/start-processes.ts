import { join } from 'node:path';
import { provision, startPostgres } from '@goen/postgres-server';
import {
  buildServiceSpecs,
  createServiceProcess,
  deriveDatabasePassword,
  findFreePorts,
  loadSecrets,
  runMigration,
} from '@goen/stack';
import type { RunContext } from '../benchmark.ts';
import { readCpuMs } from '../cpu-time.ts';
import { createBenchmarkCompanies } from '../create-companies.ts';

import { readPostgresVersion } from '../postgres-version.ts';
import { readRssMb } from '../process-memory.ts';
import { buildProfileEnv } from '../profile-env.ts';

/** CPU time used so far. */
export type CpuMs = { readonly gateway: number; readonly postgres: number };

export type AcceptProcesses = {
  readonly url: string;
  /** One API key per company. */
  readonly apiKeys: readonly string[];
  /** Of a superuser, on the database `cases`. */
  readonly superuserUrl: string;
  readonly postgresVersion: string;
  readPeakRssMb(): number;
  readCpuMs(): CpuMs;
  stop(): Promise<void>;
};

/** Starts PostgreSQL with fsync and a gateway that dispatches nothing: only accepting is measured. */
export async function startAcceptProcesses(context: RunContext, companies: number): Promise<AcceptProcesses> {
  const { dataDir, report, settings } = context;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    report('Starting PostgreSQL and the gateway …');
    const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
    stops.push(() => postgres.stop());
    const secrets = loadSecrets(dataDir);
    const getPassword = (role: string) => deriveDatabasePassword(secrets, role);
    const databases = await provision(postgres.adminUrl, { getPassword });
    await runMigration('cases', databases.cases.migrationUrl);
    await runMigration('identity', databases.identity.migrationUrl);
    const ports = await findFreePorts();
    const url = `http://127.0.0.1:${ports.gateway}`;
    const specs = buildServiceSpecs({
      dataDir,
      ports,
      secrets,
      databases,
      temporalAddress: `127.0.0.1:${ports.temporal}`,
      temporalUiUrl: null,
      mailProviders: { sandbox: null, mail: {} },
      vendorSandbox: false,
      vendorCandidates: 0,
      publicUrl: url,
    });
    const gateway = createServiceProcess({
      ...specs.gateway,
      // There is no Temporal, so it is live but never ready.
      readyUrl: `${url}/livez`,
      env: {
        ...specs.gateway.env,
        OUTBOX_IN_FLIGHT: '0',
        // Counted, but never refused.
        RATE_LIMIT_PER_KEY: '1000000',
        RATE_LIMIT_PER_COMPANY: '1000000',
        ...buildProfileEnv(settings.profile, 'gateway', dataDir),
      },
    });
    stops.push(() => gateway.stop());
    await gateway.start();
    const superuserUrl = new URL(postgres.adminUrl);
    superuserUrl.pathname = new URL(databases.cases.migrationUrl).pathname;
    return {
      url,
      apiKeys: await createBenchmarkCompanies(databases.cases.operatorUrl, companies),
      superuserUrl: superuserUrl.href,
      postgresVersion: await readPostgresVersion(postgres.adminUrl),
      readPeakRssMb: () => readRssMb(gateway.pid(), 'peak'),
      readCpuMs: () => ({ gateway: readCpuMs(gateway.pid() ?? 0), postgres: readCpuMs(postgres.pid) }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
