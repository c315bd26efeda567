import { z } from 'zod';
import { ConfigError, readConfig } from './config.ts';
import { type DatabaseSpec, migrate } from './database.ts';
import { createLogger } from './logger.ts';

/**
 * The main of a migration job: migrates one database as the owner of its schema, whose URL is in the variable `name`,
 * and exits. It runs before the services of a new version start; the old ones may still be running.
 */
export const runMigrationJob = (spec: DatabaseSpec, name: string): Promise<void> =>
  runMigrations((url) => migrate(spec, url), name);

/** The same for a database that is migrated by other means; `work` returns the names of what it did. */
export async function runMigrations(
  work: (ownerUrl: string) => Promise<readonly string[]>,
  name: string,
): Promise<void> {
  const logger = createLogger('migrate', process.env.LOG_LEVEL);
  try {
    const url = readConfig(z.object({ [name]: z.url() }))[name] ?? '';
    const migrations = await work(url);
    logger.info({ database: new URL(url).pathname.slice(1), migrations }, 'Database migrated');
  } catch (error) {
    if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
    else logger.fatal({ err: error }, 'Failed to migrate');
    process.exitCode = 1;
  }
}
