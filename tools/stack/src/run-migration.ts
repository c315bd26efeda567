import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ServiceDatabase } from '@goen/postgres-server';
import { root } from './paths.ts';

const apps: Readonly<Record<ServiceDatabase, string>> = {
  cases: 'gateway',
  mail: 'mail-service',
  credit: 'credit-service',
};

/** Runs the migration job of one database as its own process. An error quotes what the job wrote. */
export async function runMigration(database: ServiceDatabase, ownerUrl: string): Promise<void> {
  const main = join(root, 'apps', apps[database], 'src/migrate.ts');
  const { PATH = '', HOME = '', LOG_LEVEL = 'info' } = process.env;
  const env = { PATH, HOME, LOG_LEVEL, [`${database.toUpperCase()}_MIGRATION_URL`]: ownerUrl };
  await promisify(execFile)(process.execPath, [main], { env }).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`Failed to migrate the database ${database}:\n${error.stdout ?? ''}${error.stderr ?? ''}`);
  });
}
