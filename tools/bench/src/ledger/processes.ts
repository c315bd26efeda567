import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { provision, startPostgres } from '@goen/postgres-server';
import { freePorts, root, serviceProcess } from '@goen/stack';
import type { Bench } from '../benchmark.ts';
import { profiling, versionOf } from '../mail/processes.ts';

export type LedgerProcesses = {
  readonly url: string;
  readonly token: string;
  readonly postgresVersion: string;
  /** What the audit command finds wrong with the books. */
  auditFaults(): Promise<number>;
  stop(): Promise<void>;
};

/** PostgreSQL with fsync and credit-service, each a process of its own. */
export async function startLedgerProcesses({ dataDir, say, settings }: Bench): Promise<LedgerProcesses> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    say('Starting PostgreSQL and credit-service …');
    const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
    stops.push(() => postgres.stop());
    const password = randomBytes(16).toString('hex');
    const { credit } = await provision(postgres.adminUrl, { getPassword: () => password });
    const port = (await freePorts()).credit;
    const url = `http://127.0.0.1:${port}`;
    const token = randomBytes(24).toString('base64url');
    const env = {
      HOST: '127.0.0.1',
      PORT: String(port),
      CREDIT_DATABASE_URL: credit.url,
      CREDIT_MIGRATION_URL: credit.migrationUrl,
      CREDIT_SERVICE_TOKEN: token,
    };
    const service = serviceProcess({
      name: 'credit-service',
      main: join(root, 'apps/credit-service/src/main.ts'),
      readyUrl: `${url}/readyz`,
      logFile: join(dataDir, 'credit-service.log'),
      env: { ...env, ...profiling(settings.profile, 'credit-service', dataDir) },
    });
    stops.push(() => service.stop());
    await service.start();
    return {
      url,
      token,
      postgresVersion: await versionOf(postgres.adminUrl),
      auditFaults: () => auditFaults(env),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function auditFaults(env: Record<string, string>): Promise<number> {
  const main = join(root, 'apps/credit-service/src/audit/main.ts');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [main], { env: { ...process.env, ...env } }, (error, _out, faults) => {
      if (error && error.code !== 1) reject(error);
      else resolve(faults.split('\n').filter(Boolean).length);
    });
  });
}
