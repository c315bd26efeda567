import { ConfigError } from '@goen/service-kit';
import { getMigrations } from 'better-auth/db/migration';
import { Client, Pool } from 'pg';
import { createAuth } from './auth.ts';

/** What compiling migrations needs: nothing here is read. */
const schemaOnly = {
  publicUrl: 'http://localhost',
  secret: 'schema-only-'.repeat(4),
  sealKeys: new Uint8Array(32),
  logger: { debug() {}, info() {}, success() {}, warn() {}, error() {} } as never,
  trustedIssuers: [],
  isMember: () => Promise.resolve(false),
  sendLink: () => Promise.resolve(),
};

const planMigrations = (pool: Pool) => getMigrations(createAuth({ ...schemaOnly, pool }).options);

/** Advisory lock: jobs that start together migrate one after the other. */
const migrationLock = 7_305_120;

/**
 * Creates what better-auth and its plugins lack, as the owner of the schema, and returns the tables. They only ever
 * gain tables and columns, so an older version goes on working.
 */
export async function migrateIdentity(ownerUrl: string): Promise<readonly string[]> {
  const lock = new Client({ connectionString: ownerUrl });
  await lock.connect();
  const pool = new Pool({ connectionString: ownerUrl, max: 1 });
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    const { toBeCreated, toBeAdded, runMigrations } = await planMigrations(pool);
    await runMigrations();
    for (const statement of rights) await lock.query(statement);
    return [...toBeCreated, ...toBeAdded].map(({ table }) => table);
  } finally {
    await pool.end();
    await lock.end();
  }
}

/** One role, for sign-in only: it reaches no other database, and changes no table. */
const rights = [
  'revoke all on all tables in schema public from public',
  'grant select, insert, update, delete on all tables in schema public to identity_app',
];

/** Throws a ConfigError when the schema lacks what this version needs. */
export async function requireIdentitySchema(pool: Pool): Promise<void> {
  const { toBeCreated, toBeAdded } = await planMigrations(pool);
  const [missing] = [...toBeCreated, ...toBeAdded].map(({ table }) => table);
  if (missing === undefined) return;
  throw new ConfigError(
    `The database "identity" is behind this version: it lacks ${missing} or columns of it. Run "npm run migrate" first.`,
  );
}
