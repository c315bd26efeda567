import { type Migration, Migrator } from '@mikro-orm/migrations';
import { type EntityClass, type EntityManager, type EntitySchema, MikroORM, type Options } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { Client } from 'pg';
import { readDatabaseTimeouts } from './database-timeouts.ts';
import type { Logger } from './logger.ts';
import { ReleasingDriver } from './releasing-driver.ts';
import { requireSchema } from './schema-version.ts';

export type Database = MikroORM;

/**
 * Now, rounded as `timestamptz(3)` columns round: a time that was stored as `now()` can lie up to half a millisecond ahead.
 * For comparisons in SQL: what was due when it was written is then due when it is read back.
 */
export const roundedNow = 'now()::timestamptz(3)';

/**
 * The database's clock, to the millisecond. Leases, ages and due times of rows are decided by it: the clocks of
 * processes on several machines differ.
 */
export async function readDatabaseNow(em: Pick<EntityManager, 'execute'>): Promise<Date> {
  const [row] = await em.execute<{ now: Date | string }[]>(`select ${roundedNow} as now`);
  if (row === undefined) throw new Error('The database returned no time.');
  return new Date(row.now);
}

/** A statement that each connection parses and plans once; `name` is unique. Parameters are `$1` …. */
export type PreparedStatement = { readonly name: string; readonly text: string };

type Executor = { executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }> };

/**
 * Executes a prepared statement in the transaction of `em`. MikroORM's own `execute` writes the parameters into the text, so
 * the server parses and plans it each time.
 */
export async function executePrepared<Row = never>(
  em: Pick<EntityManager, 'getTransactionContext'>,
  { name, text }: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const transaction = em.getTransactionContext<Executor>();
  if (transaction === undefined) throw new Error(`The statement ${name} needs a transaction`);
  // The driver passes its `sql` to node-postgres, which prepares what has a name.
  const query = CompiledQuery.raw({ name, text } as unknown as string, [...values]);
  return (await transaction.executeQuery(query)).rows as Row[];
}

type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

export type DatabaseSpec = {
  readonly entities: readonly (EntitySchema | EntityClass<object>)[];
  /** Explicit and in order, not discovered from a folder. */
  readonly migrations: readonly { name: string; class: MigrationClass }[];
};

/** Advisory lock: jobs that start together migrate one after the other. */
const migrationLock = 7_305_118;

export function databaseOptions(spec: DatabaseSpec, url: string, maxConnections = 10): Options {
  return {
    driver: ReleasingDriver,
    clientUrl: url,
    // The ORM reads host, user and database from the URL; only the driver understands sslmode and sslrootcert.
    driverOptions: { connectionString: url },
    entities: [...spec.entities],
    extensions: [Migrator],
    migrations: { migrationsList: [...spec.migrations], snapshot: false, transactional: true, allOrNothing: true },
    forceUtcTimezone: true,
    pool: { min: 0, max: maxConnections },
    debug: false,
    // Errors are thrown; MikroORM's own lines would mix with the structured log.
    logger: () => {},
  };
}

/** Runs pending migrations as the owner role, under an advisory lock, and returns their names. Safe from several jobs at once. */
export async function migrate(spec: DatabaseSpec, ownerUrl: string): Promise<readonly string[]> {
  const lock = new Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    const orm = await MikroORM.init(databaseOptions(spec, ownerUrl, 2));
    try {
      return (await orm.migrator.up()).map(({ name }) => name);
    } finally {
      await orm.close(true);
    }
  } finally {
    await lock.end();
  }
}

/**
 * Connects as the service role, which row-level security and grants restrict, and throws a ConfigError when the schema
 * is not one that this version runs on. Services have no owner's URL; tests and tools that have one migrate first.
 */
export async function openDatabase(
  spec: DatabaseSpec,
  urls: { readonly url: string; readonly migrationUrl?: string; readonly maxConnections?: number },
  logger?: Logger,
): Promise<Database> {
  if (urls.migrationUrl !== undefined) await migrate(spec, urls.migrationUrl);
  const orm = await connectDatabase(spec, urls.url, urls.maxConnections);
  try {
    await requireSchema(orm, spec.migrations);
  } catch (error) {
    await orm.close(true);
    throw error;
  }
  logger?.info('database ready');
  return orm;
}

/** Another role's connections to a database whose schema `openDatabase` has checked. */
export const connectDatabase = (spec: DatabaseSpec, url: string, maxConnections?: number): Promise<Database> =>
  MikroORM.init({ ...databaseOptions(spec, url, maxConnections), driverOptions: readDatabaseTimeouts() });

/** One query on a connection of its own. */
export async function queryOnce<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** True while the database answers; for `/readyz`. */
export async function databaseAnswers(orm: Database): Promise<boolean> {
  await orm.em.fork().execute('select 1');
  return true;
}
