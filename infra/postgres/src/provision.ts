import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** One database per service, each with a role that owns the schema and a role that the service runs as. */
export const serviceDatabases = ['cases', 'mail', 'credit'] as const;
export type ServiceDatabase = (typeof serviceDatabases)[number];

export type DatabaseNames = Readonly<Record<ServiceDatabase, string>>;
export type ServiceUrls = { readonly url: string; readonly migrationUrl: string };

/**
 * Creates missing roles (`<service>_owner`, `<service>_app`), databases and grants. Idempotent. The owner migrates; the
 * app role reads and writes rows, owns nothing and cannot bypass row-level security.
 */
export async function provision(
  adminUrl: string,
  options: { getPassword: (role: string) => string; databases?: DatabaseNames },
): Promise<Record<ServiceDatabase, ServiceUrls>> {
  const roles = serviceDatabases.flatMap((service) => [`${service}_owner`, `${service}_app`]);
  const passwords = new Map(roles.map((role) => [role, options.getPassword(role)]));
  const getPassword = (role: string) => passwords.get(role) ?? '';
  const names = options.databases ?? { cases: 'cases', mail: 'mail', credit: 'credit' };
  const admin = await connect(adminUrl);
  try {
    // Roles belong to the whole server, so concurrent runs would collide.
    await admin.query('select pg_advisory_lock(7305119)');
    for (const service of serviceDatabases)
      await provisionService(admin, adminUrl, service, names[service], getPassword);
  } finally {
    await admin.end();
  }
  const buildUrl = (role: string, database: string) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = getPassword(role);
    url.pathname = `/${database}`;
    return url.href;
  };
  const urls = serviceDatabases.map((service) => [
    service,
    { url: buildUrl(`${service}_app`, names[service]), migrationUrl: buildUrl(`${service}_owner`, names[service]) },
  ]);
  return Object.fromEntries(urls) as Record<ServiceDatabase, ServiceUrls>;
}

async function provisionService(
  admin: Client,
  adminUrl: string,
  service: ServiceDatabase,
  database: string,
  getPassword: (role: string) => string,
): Promise<void> {
  const owner = `${service}_owner`;
  const app = `${service}_app`;
  for (const role of [owner, app]) {
    const existing = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = existing.rowCount === 0 ? 'create' : 'alter';
    await admin.query(
      `${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${escapeLiteral(getPassword(role))}`,
    );
  }
  const existing = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (existing.rowCount === 0) {
    await admin.query(`grant ${owner} to current_user`);
    await admin.query(
      `create database ${escapeIdentifier(database)} owner ${owner} template template0 encoding 'UTF8'`,
    );
  }
  await admin.query(`revoke all on database ${escapeIdentifier(database)} from public`);
  await admin.query(`grant connect on database ${escapeIdentifier(database)} to ${app}`);
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const serviceAdmin = await connect(url.href);
  try {
    await serviceAdmin.query('create extension if not exists pg_trgm');
    await serviceAdmin.query(
      `grant usage on schema public to ${app}; grant create, usage on schema public to ${owner}`,
    );
    const defaults = `alter default privileges for role ${owner} in schema public`;
    await serviceAdmin.query(`${defaults} grant select, insert, update, delete on tables to ${app}`);
    await serviceAdmin.query(`${defaults} grant usage, select on sequences to ${app}`);
  } finally {
    await serviceAdmin.end();
  }
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
