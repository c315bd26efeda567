import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import {
  type DatabaseRoles,
  databaseRoles,
  listPasswordRoles,
  type ServiceDatabase,
  serviceDatabases,
} from './roles.ts';

export type DatabaseNames = Readonly<Record<ServiceDatabase, string>>;
export type ServiceUrls = {
  readonly url: string;
  readonly migrationUrl: string;
  /** Only of a database with an operator's role. */
  readonly operatorUrl: string;
};

/**
 * Creates missing roles, databases and grants, and sets the passwords of the roles. Idempotent. The owner migrates; the
 * other roles own nothing, cannot bypass row-level security, and have no rights but those that migrations grant.
 */
export async function provision(
  adminUrl: string,
  options: { getPassword: (role: string) => string; databases?: DatabaseNames; report?: (line: string) => void },
): Promise<Record<ServiceDatabase, ServiceUrls>> {
  const roles = serviceDatabases.flatMap((service) => listPasswordRoles(databaseRoles[service]));
  const passwords = new Map(roles.map((role) => [role, options.getPassword(role)]));
  const getPassword = (role: string) => passwords.get(role) ?? '';
  const names = options.databases ?? { cases: 'cases', mail: 'mail', credit: 'credit', identity: 'identity' };
  const admin = await connectToPostgres(adminUrl);
  try {
    // Roles belong to the whole server, so concurrent runs would collide.
    await admin.query('select pg_advisory_lock(7305119)');
    for (const service of serviceDatabases) {
      await provisionRoles(admin, databaseRoles[service], getPassword, options.report);
      await provisionDatabase(admin, adminUrl, databaseRoles[service], names[service]);
    }
  } finally {
    await admin.end();
  }
  const urls = serviceDatabases.map((service) => {
    const { owner, app, operator } = databaseRoles[service];
    const buildUrl = (role: string) => {
      const url = new URL(adminUrl);
      url.username = role;
      url.password = getPassword(role);
      url.pathname = `/${names[service]}`;
      return url.href;
    };
    return [service, { url: buildUrl(app), migrationUrl: buildUrl(owner), operatorUrl: buildUrl(operator ?? owner) }];
  });
  return Object.fromEntries(urls) as Record<ServiceDatabase, ServiceUrls>;
}

/**
 * Copies a provisioned database under another name, with its contents and rights. Nobody may be connected to it. Much
 * faster than to migrate an empty one.
 */
export async function copyDatabase(
  adminUrl: string,
  service: ServiceDatabase,
  original: ServiceUrls,
  name: string,
): Promise<ServiceUrls> {
  const { owner } = databaseRoles[service];
  const template = escapeIdentifier(new URL(original.url).pathname.slice(1));
  const admin = await connectToPostgres(adminUrl);
  try {
    const copy = escapeIdentifier(name);
    await admin.query(`create database ${copy} owner ${owner} template ${template} strategy file_copy`);
    await admin.query(limitConnections(databaseRoles[service], copy));
  } finally {
    await admin.end();
  }
  const rename = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const { url, migrationUrl, operatorUrl } = original;
  return { url: rename(url), migrationUrl: rename(migrationUrl), operatorUrl: rename(operatorUrl) };
}

/** Who may connect belongs to a database but not to its contents. */
const limitConnections = (roles: DatabaseRoles, name: string) =>
  `revoke all on database ${name} from public; grant connect on database ${name} to ${listUsers(roles)}`;

const listUsers = ({ app, purposes, operator }: DatabaseRoles) =>
  [app, ...purposes, ...(operator === null ? [] : [operator])].join(', ');

async function provisionRoles(
  admin: Client,
  { owner, app, purposes, operator }: DatabaseRoles,
  getPassword: (role: string) => string,
  report: (line: string) => void = () => {},
): Promise<void> {
  const passwordOf = (role: string) => getPassword(purposes.includes(role) ? app : role);
  for (const role of [owner, app, ...purposes, ...(operator === null ? [] : [operator])]) {
    const existing = await admin.query('select 1 from pg_roles where rolname = $1', [role]);
    const verb = existing.rowCount === 0 ? 'create' : 'alter';
    await admin.query(
      `${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${escapeLiteral(passwordOf(role))}`,
    );
  }
  // Statements carry their values, and sessions of a role see each other's statements in pg_stat_activity.
  for (const role of purposes.length > 0 ? [app, ...purposes] : []) {
    await admin.query(`alter role ${role} set track_activities = off`).catch(() => {
      report(`Only a superuser can hide the statements of ${role}: set track_activities = off for the server.`);
    });
  }
}

async function provisionDatabase(
  admin: Client,
  adminUrl: string,
  roles: DatabaseRoles,
  database: string,
): Promise<void> {
  const name = escapeIdentifier(database);
  const { owner } = roles;
  const existing = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (existing.rowCount === 0) {
    await admin.query(`grant ${owner} to current_user`);
    await admin.query(`create database ${name} owner ${owner} template template0 encoding 'UTF8'`);
  }
  await admin.query(limitConnections(roles, name));
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  const databaseAdmin = await connectToPostgres(url.href);
  try {
    await databaseAdmin.query('create extension if not exists pg_trgm');
    await databaseAdmin.query('revoke all on schema public from public');
    await databaseAdmin.query(
      `grant usage on schema public to ${listUsers(roles)}; grant create, usage on schema public to ${owner}`,
    );
  } finally {
    await databaseAdmin.end();
  }
}

/** The caller ends the connection. */
export async function connectToPostgres(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
