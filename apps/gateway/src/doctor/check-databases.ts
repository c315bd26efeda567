import { caseStoreSpec } from '@goen/case-store';
import { findSchemaFault } from '@goen/service-kit/database';
import { Client, Pool } from 'pg';
import { requireIdentitySchema } from '../identity/sign-in/identity-database.ts';
import { type Check, type Finding, fault, ok, warn } from './finding.ts';

/** Older ones were never tried. */
const postgresMajor = 18;
const maxClockDifferenceMs = 2_000;
const fullShare = 0.8;

/** The databases whose URL is in the environment, each as the service's own role. */
export function checkDatabases(env: NodeJS.ProcessEnv): Check[] {
  return (['cases', 'identity', 'mail', 'credit'] as const).flatMap((database) => {
    const url = env[`${database.toUpperCase()}_DATABASE_URL`];
    if (!url) return [];
    const name = `database ${database}`;
    const todo = `Is PostgreSQL running, and is ${database.toUpperCase()}_DATABASE_URL right?`;
    return [{ name, todo, run: () => checkDatabase(name, url) }];
  });
}

async function checkDatabase(name: string, url: string): Promise<Finding[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const startMs = Date.now();
    const [state] = (await client.query<State>(stateSql)).rows;
    if (state === undefined) return [fault(name, 'it returned nothing', 'Look at its log.')];
    const localMs = (startMs + Date.now()) / 2;
    return [
      ...judgeServer(name, state),
      judgeClock(name, state.now.getTime() - localMs),
      ...judgeRole(name, state),
      ...(name.endsWith('cases') ? [await judgeMigrations(name, client)] : []),
      ...(name.endsWith('identity') ? [await judgeIdentity(name, url)] : []),
    ];
  } finally {
    await client.end();
  }
}

type State = {
  readonly version: number;
  readonly now: Date;
  readonly role: string;
  readonly owned: number;
  readonly powerful: boolean;
  readonly used: number;
  readonly most: number;
};
const stateSql = `
  select current_setting('server_version_num')::int as version, clock_timestamp() as now, current_user as role,
    (select count(*)::int from pg_class where relowner = (select oid from pg_roles where rolname = current_user)) as owned,
    (select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb from pg_roles where rolname = current_user) as powerful,
    (select sum(numbackends)::int from pg_stat_database) as used,
    current_setting('max_connections')::int as most`;

function judgeServer(name: string, { version, used, most }: State): Finding[] {
  const major = Math.floor(version / 10_000);
  return [
    major < postgresMajor
      ? warn(name, `PostgreSQL ${major}`, `Goen is tested with PostgreSQL ${postgresMajor}. Upgrade it.`)
      : ok(name, `PostgreSQL ${major}`),
    ...(used > most * fullShare
      ? [warn(name, `${used} of ${most} connections are in use`, 'Raise max_connections, or run fewer processes.')]
      : []),
  ];
}

function judgeClock(name: string, differenceMs: number): Finding {
  const seconds = Math.round(Math.abs(differenceMs) / 100) / 10;
  if (Math.abs(differenceMs) <= maxClockDifferenceMs) return ok(name, 'its clock agrees with the one here');
  const direction = differenceMs > 0 ? 'ahead of' : 'behind';
  return warn(name, `its clock is ${seconds} s ${direction} the one here`, 'Synchronise both by NTP.');
}

function judgeRole(name: string, { role, owned, powerful }: State): Finding[] {
  const todo = 'Services connect as the app role that "npm run provision" creates: it owns nothing.';
  if (powerful) return [fault(name, `the role ${role} may do everything on the server`, todo)];
  if (owned > 0) return [fault(name, `the role ${role} owns tables`, todo)];
  return [ok(name, `the role ${role} owns nothing`)];
}

async function judgeMigrations(name: string, client: Client): Promise<Finding> {
  const { rows } = await client.query<{ name: string }>('select name from public.mikro_orm_migrations');
  const known = caseStoreSpec.migrations.map((migration) => migration.name);
  const problem = findSchemaFault(
    known,
    rows.map((row) => row.name),
  );
  if (problem === null) return ok(name, 'no migration is pending');
  const [text, ...todo] = problem.split('. ');
  return fault(name, `it ${text}`, todo.join('. '));
}

async function judgeIdentity(name: string, url: string): Promise<Finding> {
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    await requireIdentitySchema(pool);
    return ok(name, 'no migration is pending');
  } catch (error) {
    return fault(name, (error as Error).message, 'Run "npm run migrate".');
  } finally {
    await pool.end();
  }
}
