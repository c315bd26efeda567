import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type StoredMail, startSandbox } from '@goen/mail-sandbox';
import { migratedDatabases } from '@goen/postgres-server/vitest';
import { queryOnce } from '@goen/service-kit/database';
import { inject } from 'vitest';

const token = 'a-token-of-the-tests';
const main = fileURLToPath(new URL('../../../mail-service/src/main.ts', import.meta.url));

const migrateMail = (ownerUrl: string) => runMigrationJob('mail-service', { MAIL_MIGRATION_URL: ownerUrl });

/** mail-service as a separate process on a fresh database, with the mail sandbox: the gateway uses its HTTP API only. */
export async function startMailServiceProcess() {
  const { mail } = await migratedDatabases(inject('postgresAdminUrl'), { mail: migrateMail });
  const dataDir = mkdtempSync(join(tmpdir(), 'gateway-mail-'));
  const sandbox = await startSandbox({ port: 0, dataDir, rateLimitPerSecond: null });
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      MAIL_DATABASE_URL: mail.url,
      MAIL_SERVICE_TOKENS: `gateway=${token}`,
      HOOKS_PORT: '0',
      PUBLIC_URL: 'http://127.0.0.1:4000',
      MAIL_BODY_KEY: randomBytes(32).toString('base64'),
      PERSON_HASH_KEY: 'a-key-of-the-tests',
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: sandbox.url,
      CHROMIUM_PATH: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      CHROMIUM_SANDBOX: String(process.getuid?.() !== 0),
    },
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  return {
    address: { url: await waitForUrl(child.stdout), token },
    async inbox(to: string): Promise<StoredMail[]> {
      return (await (await fetch(`${sandbox.url}/inbox.json?to=${encodeURIComponent(to)}`)).json()) as StoredMail[];
    },
    /** How many mails of a kind still have their text. */
    async bodies(kind: string): Promise<number> {
      const [row] = await queryOnce<{ n: number }>(
        mail.migrationUrl,
        `select count(*)::int as n from message where kind = '${kind}' and rendered is not null`,
      );
      return row?.n ?? 0;
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      await sandbox.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Runs the migration job of another service, as an operator does before the service starts. */
export async function runMigrationJob(service: string, env: Record<string, string>): Promise<void> {
  const job = fileURLToPath(new URL(`../../../${service}/src/migrate.ts`, import.meta.url));
  await promisify(execFile)(process.execPath, [job], { env: { PATH: process.env.PATH, ...env } });
}

export async function waitForUrl(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const { msg, url } = JSON.parse(line) as { msg?: string; url?: string };
    if (msg !== 'listening' || url === undefined) continue;
    output.resume();
    return url;
  }
  throw new Error('The service exited before it was listening.');
}
