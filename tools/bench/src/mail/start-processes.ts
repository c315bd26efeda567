import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { provision, startPostgres } from '@goen/postgres-server';
import { createServiceProcess, findFreePorts, root, runMigration, type ServiceProcess } from '@goen/stack';
import type { RunContext } from '../benchmark.ts';
import { readPostgresVersion } from '../postgres-version.ts';
import { buildProfileEnv } from '../profile-env.ts';

export type MailProcesses = {
  readonly mailUrl: string;
  readonly sandboxUrl: string;
  readonly token: string;
  readonly postgresVersion: string;
  stop(): Promise<void>;
};

/** Resend's limit, and that of mail-service for Resend. */
export const requestsPerSecond = 10;

/** Starts PostgreSQL with fsync, the sandbox with Resend's rate limit, and mail-service, each as its own process. */
export async function startMailProcesses(
  { dataDir, report, settings }: RunContext,
  domains: readonly string[],
): Promise<MailProcesses> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  const start = async (service: ServiceProcess) => {
    stops.push(() => service.stop());
    await service.start();
  };
  try {
    report('Starting PostgreSQL, the mail sandbox and mail-service …');
    const postgres = await startPostgres({ dir: join(dataDir, 'postgres') });
    stops.push(() => postgres.stop());
    const password = randomBytes(16).toString('hex');
    const databases = await provision(postgres.adminUrl, { getPassword: () => password });
    await runMigration('mail', databases.mail.migrationUrl);
    const ports = await findFreePorts();
    const sandboxUrl = `http://127.0.0.1:${ports.inbox}`;
    const mailUrl = `http://127.0.0.1:${ports.mail}`;
    const token = randomBytes(24).toString('base64url');
    const spec = (name: string, main: string, readyUrl: string, env: Record<string, string>) => ({
      name,
      main: join(root, main),
      readyUrl,
      logFile: join(dataDir, `${name}.log`),
      env: { HOST: '127.0.0.1', ...env, ...buildProfileEnv(settings.profile, name, dataDir) },
    });
    await start(
      createServiceProcess(
        spec('mail-sandbox', 'tools/mail-sandbox/src/main.ts', `${sandboxUrl}/`, {
          PORT: String(ports.inbox),
          DATA_DIR: join(dataDir, 'inbox'),
          RATE_LIMIT: String(requestsPerSecond),
          DOMAINS: domains.join(','),
        }),
      ),
    );
    await start(
      createServiceProcess(
        spec('mail-service', 'apps/mail-service/src/main.ts', `${mailUrl}/readyz`, {
          PORT: String(ports.mail),
          MAIL_DATABASE_URL: databases.mail.url,
          MAIL_SERVICE_TOKENS: `gateway=${token}`,
          PUBLIC_URL: 'http://127.0.0.1:4000',
          HOOKS_PORT: '0',
          MAIL_BODY_KEY: randomBytes(32).toString('base64'),
          PERSON_HASH_KEY: randomBytes(32).toString('base64'),
          RESEND_API_KEY: 're_benchmark',
          RESEND_BASE_URL: sandboxUrl,
          RESEND_REQUESTS_PER_SECOND: String(requestsPerSecond),
        }),
      ),
    );
    return { mailUrl, sandboxUrl, token, postgresVersion: await readPostgresVersion(postgres.adminUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
