import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { findFreePort, provision, startPostgres } from '@goen/postgres-server';
import { createServiceProcess, root, runMigration } from '@goen/stack';
import type { RunContext } from '../benchmark.ts';
import { readCpuMs } from '../cpu-time.ts';
import { readPostgresVersion } from '../postgres-version.ts';
import { buildProfileEnv } from '../profile-env.ts';

export type LedgerProcesses = {
  readonly url: string;
  readonly token: string;
  readonly postgresVersion: string;
  /** As a superuser. */
  readonly databaseUrl: string;
  /** Of PostgreSQL and the service, since they started. */
  readCpuMs(): { readonly postgres: number; readonly service: number };
  /** Runs the audit command. */
  countAuditFaults(): Promise<number>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL with fsync and credit-service, each as its own process. */
export async function startLedgerProcesses({ dataDir, report, settings }: RunContext): Promise<LedgerProcesses> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    report('Starting PostgreSQL and credit-service …');
    const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
    stops.push(() => postgres.stop());
    const password = randomBytes(16).toString('hex');
    const { credit } = await provision(postgres.adminUrl, { getPassword: () => password });
    await runMigration('credit', credit.migrationUrl);
    const port = await findFreePort();
    const url = `http://127.0.0.1:${port}`;
    const token = randomBytes(24).toString('base64url');
    const env = {
      HOST: '127.0.0.1',
      PORT: String(port),
      CREDIT_DATABASE_URL: credit.url,
      CREDIT_SERVICE_TOKENS: `worker=${token}`,
    };
    const service = createServiceProcess({
      name: 'credit-service',
      main: join(root, 'apps/credit-service/src/main.ts'),
      readyUrl: `${url}/readyz`,
      logFile: join(dataDir, 'credit-service.log'),
      env: { ...env, ...buildProfileEnv(settings.profile, 'credit-service', dataDir) },
    });
    stops.push(() => service.stop());
    await service.start();
    const databaseUrl = new URL(postgres.adminUrl);
    databaseUrl.pathname = new URL(credit.url).pathname;
    return {
      url,
      token,
      databaseUrl: databaseUrl.href,
      readCpuMs: () => ({ postgres: readCpuMs(postgres.pid), service: readCpuMs(service.pid() ?? 0) }),
      postgresVersion: await readPostgresVersion(postgres.adminUrl),
      countAuditFaults: () => countAuditFaults(env),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function countAuditFaults(env: Record<string, string>): Promise<number> {
  const main = join(root, 'apps/credit-service/src/audit/main.ts');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [main], { env: { ...process.env, ...env } }, (error, _stdout, stderr) => {
      if (error && error.code !== 1) reject(error);
      else resolve(stderr.split('\n').filter(Boolean).length);
    });
  });
}
