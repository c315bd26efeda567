import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type DatabaseNames, provision, type ServiceUrls } from './provision.ts';
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
