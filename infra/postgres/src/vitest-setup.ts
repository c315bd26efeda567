import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { copyDatabase, type DatabaseNames, provision, type ServiceUrls } from './provision.ts';
import type { ServiceDatabase } from './roles.ts';
import { startPostgres } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresAdminUrl: string;
  }
}

/** Vitest `globalSetup`: a temporary server without fsync for the whole run, or TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const existingUrl = process.env.TEST_DATABASE_URL;
  if (existingUrl) {
    project.provide('postgresAdminUrl', existingUrl);
    return () => Promise.resolve();
  }
  const dir = mkdtempSync(join(tmpdir(), 'goen-pg-'));
  const server = await startPostgres({ dir, durable: false });
  project.provide('postgresAdminUrl', server.adminUrl);
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

type Migrate = (ownerUrl: string) => Promise<unknown>;
/** The databases of this process that are copied, by the function that migrated them. */
const templates = new Map<Migrate, Promise<ServiceUrls>>();

/**
 * Creates a migrated database per entry for a test file. Only the first one is migrated; the others are copies, so
 * pass the same function each time.
 */
export async function migratedDatabases<Service extends ServiceDatabase>(
  adminUrl: string,
  migrations: Readonly<Record<Service, Migrate>>,
): Promise<Record<Service, ServiceUrls>> {
  const copies: [string, ServiceUrls][] = [];
  for (const [service, migrate] of Object.entries(migrations) as [Service, Migrate][]) {
    const template = templates.get(migrate) ?? createTemplate(adminUrl, service, migrate);
    templates.set(migrate, template);
    const name = `${service}_${randomBytes(6).toString('hex')}`;
    copies.push([service, await copyDatabase(adminUrl, service, await template, name)]);
  }
  return Object.fromEntries(copies) as Record<Service, ServiceUrls>;
}

async function createTemplate(adminUrl: string, service: ServiceDatabase, migrate: Migrate): Promise<ServiceUrls> {
  const urls = (await freshDatabases(adminUrl))[service];
  await migrate(urls.migrationUrl);
  return urls;
}

/** Creates empty databases and their roles for a test file: `freshDatabases(inject('postgresAdminUrl'))`. */
export function freshDatabases(adminUrl: string): Promise<Record<ServiceDatabase, ServiceUrls>> {
  const suffix = randomBytes(6).toString('hex');
  const databases: DatabaseNames = {
    cases: `cases_${suffix}`,
    mail: `mail_${suffix}`,
    credit: `credit_${suffix}`,
    identity: `identity_${suffix}`,
  };
  return provision(adminUrl, { getPassword: () => 'test-only', databases });
}
