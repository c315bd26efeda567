import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** One database a service, each with a role that owns the schema and one that the service runs as. */
export const serviceDatabases = ['cases', 'mail', 'credit'] as const;
export type ServiceDatabase = (typeof serviceDatabases)[number];

export type DatabaseNames = Readonly<Record<ServiceDatabase, string>>;
export type ServiceUrls = { readonly url: string; readonly migrationUrl: string };

/**
 * Creates what is missing: roles `<service>_owner` and `<service>_app`, the databases, and the grants between them.
 * Idempotent. The owner migrates; the app role reads and writes rows, owns nothing and can't pass row-level security.
 */
export async function provision(
  adminUrl: string,
  options: { passwordOf: (role: string) => string; databases?: DatabaseNames },
): Promise<Record<ServiceDatabase, ServiceUrls>> {
  const names = options.databases ?? { cases: 'cases', mail: 'mail', credit: 'credit' };
  const admin = await connect(adminUrl);
  try {
    // Roles belong to the whole server: two that provision at once would collide.
    await admin.query('select pg_advisory_lock(7305119)');
    for (const service of serviceDatabases)
      await provisionOne(admin, adminUrl, service, names[service], options.passwordOf);
  } finally {
    await admin.end();
  }
  const urlOf = (role: string, database: string) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = options.passwordOf(role);
    url.pathname = `/${database}`;
    return url.href;
  };
  const urls = serviceDatabases.map((service) => [
    service,
    { url: urlOf(`${service}_app`, names[service]), migrationUrl: urlOf(`${service}_owner`, names[service]) },
  ]);
  return Object.fromEntries(urls) as Record<ServiceDatabase, ServiceUrls>;
}

async function provisionOne(
  admin: Client,
  adminUrl: string,
  service: ServiceDatabase,
  database: string,
  passwordOf: (role: string) => string,
): Promise<void> {
  const owner = `${service}_owner`;
  const app = `${service}_app`;
  for (const role of [owner, app]) {
    const known = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = known.rowCount === 0 ? 'create' : 'alter';
    await admin.query(
      `${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${escapeLiteral(passwordOf(role))}`,
    );
  }
  const known = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (known.rowCount === 0) {
    await admin.query(`grant ${owner} to current_user`);
    await admin.query(
      `create database ${escapeIdentifier(database)} owner ${owner} template template0 encoding 'UTF8'`,
    );
  }
  await admin.query(`revoke all on database ${escapeIdentifier(database)} from public`);
  await admin.query(`grant connect on database ${escapeIdentifier(database)} to ${app}`);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const inside = await connect(url.href);
  try {
    await inside.query('create extension if not exists pg_trgm');
    await inside.query(`grant usage on schema public to ${app}; grant create, usage on schema public to ${owner}`);
    const defaults = `alter default privileges for role ${owner} in schema public`;
    await inside.query(`${defaults} grant select, insert, update, delete on tables to ${app}`);
    await inside.query(`${defaults} grant usage, select on sequences to ${app}`);
  } finally {
    await inside.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
