import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { provision, startPostgres } from '@goen/postgres-server';
import { freePorts, root, type ServiceProcess, serviceProcess } from '@goen/stack';
import { Client } from 'pg';
import type { Bench } from '../benchmark.ts';

export type MailProcesses = {
  readonly mailUrl: string;
  readonly sandboxUrl: string;
  readonly token: string;
  readonly postgresVersion: string;
  stop(): Promise<void>;
};

/** Resend's limit, and the service's own. */
export const requestsPerSecond = 10;

/** PostgreSQL with fsync, the sandbox with Resend's rate limit, and mail-service: each a process of its own. */
export async function startMailProcesses(
  { dataDir, say, settings }: Bench,
  domains: readonly string[],
): Promise<MailProcesses> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  const start = async (service: ServiceProcess) => {
    stops.push(() => service.stop());
    await service.start();
  };
  try {
    say('Starting PostgreSQL, the mail sandbox and mail-service …');
    const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
    stops.push(() => postgres.stop());
    const password = randomBytes(16).toString('hex');
    const databases = await provision(postgres.adminUrl, { getPassword: () => password });
    const ports = await freePorts();
    const sandboxUrl = `http://127.0.0.1:${ports.inbox}`;
    const mailUrl = `http://127.0.0.1:${ports.mail}`;
    const token = randomBytes(24).toString('base64url');
    const spec = (name: string, main: string, readyUrl: string, env: Record<string, string>) => ({
      name,
      main: join(root, main),
      readyUrl,
      logFile: join(dataDir, `${name}.log`),
      env: { HOST: '127.0.0.1', ...env, ...profiling(settings.profile, name, dataDir) },
    });
    await start(
      serviceProcess(
        spec('mail-sandbox', 'tools/mail-sandbox/src/main.ts', `${sandboxUrl}/`, {
          PORT: String(ports.inbox),
          DATA_DIR: join(dataDir, 'inbox'),
          RATE_LIMIT: String(requestsPerSecond),
          DOMAINS: domains.join(','),
        }),
      ),
    );
    await start(
      serviceProcess(
        spec('mail-service', 'apps/mail-service/src/main.ts', `${mailUrl}/readyz`, {
          PORT: String(ports.mail),
          MAIL_DATABASE_URL: databases.mail.url,
          MAIL_MIGRATION_URL: databases.mail.migrationUrl,
          MAIL_SERVICE_TOKEN: token,
          MAIL_BODY_KEY: randomBytes(32).toString('base64'),
          PERSON_HASH_KEY: randomBytes(32).toString('base64'),
          RESEND_API_KEY: 're_benchmark',
          RESEND_BASE_URL: sandboxUrl,
          RESEND_REQUESTS_PER_SECOND: String(requestsPerSecond),
        }),
      ),
    );
    return { mailUrl, sandboxUrl, token, postgresVersion: await versionOf(postgres.adminUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** `--profile 1`: each process leaves its CPU profile beside the benchmark's folder when it stops. */
export const profiling = (wanted: number | undefined, name: string, dataDir: string): Record<string, string> =>
  wanted ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${join(`${dataDir}-profiles`, name)}` } : {};

export async function versionOf(adminUrl: string): Promise<string> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}
