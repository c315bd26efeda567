import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceDatabase } from '@goen/postgres-server';
import { root } from './paths.ts';

const jobs: Readonly<Record<ServiceDatabase, string>> = {
  cases: 'gateway/src/migrate.ts',
  mail: 'mail-service/src/migrate.ts',
  credit: 'credit-service/src/migrate.ts',
  identity: 'gateway/src/migrate-identity.ts',
};

/**
 * Runs the migration job of one database as its own process, `until` a migration if one is named. An error quotes what
 * the job wrote.
 */
export async function runMigration(database: ServiceDatabase, ownerUrl: string, until?: string): Promise<void> {
  const main = join(root, 'apps', jobs[database]);
  const { PATH = '', HOME = '', LOG_LEVEL = 'info' } = process.env;
  const env = { PATH, HOME, LOG_LEVEL, [`${database.toUpperCase()}_MIGRATION_URL`]: ownerUrl };
  const args = until === undefined ? [main] : [main, '--until', until];
  await promisify(execFile)(process.execPath, args, { env }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`Failed to migrate the database ${database}:\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  });
}
