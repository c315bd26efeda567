import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError, readConfig } from './config.ts';
import { type DatabaseSpec, migrate } from './database.ts';
import { createLogger } from './logger.ts';

/**
 * The main of a migration job: migrates one database as the owner of its schema, whose URL is in the variable `name`,
 * and exits. It runs before the services of a new version start; the old ones may still be running. With `--until` it
 * stops after that migration: a backup is restored into the tables of its own time.
 */
export const runMigrationJob = (spec: DatabaseSpec, name: string): Promise<void> =>
  runMigrations((url) => migrate(cutMigrations(spec, readUntil()), url), name);

const readUntil = () => parseArgs({ options: { until: { type: 'string' } } }).values.until;

/** Throws a ConfigError when this version does not know the migration. */
function cutMigrations(spec: DatabaseSpec, until: string | undefined): DatabaseSpec {
  if (until === undefined) return spec;
  const last = spec.migrations.findIndex(({ name }) => name === until);
  if (last < 0) throw new ConfigError(`This version does not know the migration ${until}: use a newer one.`);
  return { ...spec, migrations: spec.migrations.slice(0, last + 1) };
}

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
