import { type Migration, Migrator } from '@mikro-orm/migrations';
import { type EntityClass, type EntityManager, type EntitySchema, MikroORM, type Options } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { Client } from 'pg';
import { readDatabaseTimeouts } from './database-timeouts.ts';
import type { Logger } from './logger.ts';
import { ReleasingDriver } from './releasing-driver.ts';

export { readDatabaseTimeouts } from './database-timeouts.ts';
export { findSchemaFault } from './schema-version.ts';

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

/** A statement that each connection parses and plans a few times at most; `name` is unique. Parameters are `$1` …. */
export type PreparedStatement = { readonly name: string; readonly text: string };

type Executor = { executeQuery(query: CompiledQuery): Promise<{ rows: unknown[] }> };
type Transaction = Executor & {
  getExecutor(): { provideConnection<T>(use: (connection: Executor) => Promise<T>): Promise<T> };
};
type InTransaction = Pick<EntityManager, 'getTransactionContext'>;

/** Of a transaction: its connection, which sends at once, and the responses that nobody waits for. */
type Pipeline = { readonly connection: Executor; readonly responses: Promise<unknown>[] };
const pipelines = new WeakMap<object, Pipeline>();

/** Executions in this process, by statement. */
const executions = new Map<string, number>();

/**
 * Without a name for the first 64 executions, and with another name after 256, 1,024 …: PostgreSQL keeps the plan of a name
 * until autovacuum analyses its tables, and a plan made while they were empty may read all rows of a company.
 */
function nameOfPlan(name: string): string | undefined {
  const count = executions.get(name) ?? 0;
  executions.set(name, count + 1);
  if (count < 64) return undefined;
  const plan = Math.floor(Math.log2(count) / 2);
  return `${name}_${Math.min(plan, 7)}`;
}

/**
 * Executes a prepared statement in the transaction of `em`. MikroORM's own `execute` writes the parameters into the text, so
 * the server parses and plans it each time. Within `pipelined` it is sent at once, in the order of the calls.
 */
export async function executePrepared<Row = never>(
  em: InTransaction,
  { name, text }: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const transaction = em.getTransactionContext<Transaction>();
  if (transaction === undefined) throw new Error(`The statement ${name} needs a transaction`);
  // The driver passes its `sql` to node-postgres, which prepares what has a name.
  const query = CompiledQuery.raw({ name: nameOfPlan(name), text } as unknown as string, [...values]);
  const { connection } = pipelines.get(transaction) ?? { connection: transaction };
  return (await connection.executeQuery(query)).rows as Row[];
}

/** The same for a statement whose rows nobody needs. Within `pipelined` it returns at once, and the next one follows it. */
export async function sendPrepared(
  em: InTransaction,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<void> {
  const response = executePrepared(em, statement, values);
  const pipeline = pipelines.get(em.getTransactionContext<object>() ?? em);
  if (pipeline === undefined) {
    await response;
    return;
  }
  // Thrown by `pipelined`.
  response.catch(() => undefined);
  pipeline.responses.push(response);
}

/**
 * One transaction whose statements need not wait for each other. After one fails, the server refuses all that follow and
 * turns the commit into a rollback: the error of the first is thrown.
 */
export async function pipelined<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const responses: Promise<unknown>[] = [];
  const [result] = await Promise.allSettled([
    em.transactional(async (inner) => {
      const transaction = inner.getTransactionContext<Transaction>();
      if (transaction === undefined) throw new Error('The transaction has no connection');
      const { connection } = await transaction.getExecutor().provideConnection(async (its) => ({ connection: its }));
      pipelines.set(transaction, { connection, responses });
      return work(inner);
    }),
  ]);
  await Promise.all(responses);
  if (result.status === 'rejected') throw result.reason;
  return result.value;
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
    // Statements may be sent before the responses to earlier ones.
    driverOptions: { connectionString: url, pipeline: true },
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
export function connectDatabase(spec: DatabaseSpec, url: string, maxConnections?: number): Promise<Database> {
  const options = databaseOptions(spec, url, maxConnections);
  return MikroORM.init({ ...options, driverOptions: { ...options.driverOptions, ...readDatabaseTimeouts() } });
}

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
