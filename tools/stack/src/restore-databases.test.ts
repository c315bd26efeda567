import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseStoreSpec } from '@goen/case-store';
import { checkAuditChain } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { closeAdmin, createCompany, createKey, openAdmin } from '@goen/gateway/admin';
import { type PostgresServer, provision, serviceDatabases, startPostgres } from '@goen/postgres-server';
import { createBackup, createBackupKeys, readKeyFingerprints } from '@goen/postgres-server/backup';
import { openDatabase } from '@goen/service-kit/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toKeyEnvironment } from './local-settings.ts';
import { restoreDatabases } from './restore-databases.ts';
import { runMigration } from './run-migration.ts';

const folder = mkdtempSync(join(tmpdir(), 'goen-restore-'));
let [source, target]: (PostgresServer | undefined)[] = [];
beforeAll(async () => {
  [source, target] = await Promise.all(
    ['source', 'target'].map((name) => startPostgres({ dir: join(folder, name), durable: false })),
  );
});
afterAll(async () => {
  await Promise.all([source?.stop(), target?.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const key = () => randomBytes(32).toString('base64');
const keys = toKeyEnvironment({
  personHashKey: key(),
  mailBodyKey: key(),
  connectionSecretKey: key(),
  webhookSecretKey: key(),
});
const getPassword = () => 'test-only';
const report = () => {};
const sender = {
  name: '株式会社みらい',
  fromAddress: 'hr@mirai.example.jp',
  postalAddress: '東京都',
  contact: 'hr@mirai.example.jp',
};

test('every table that the migrations make is restored to another server, and the audit log is unbroken', async () => {
  if (!source || !target) throw new Error('PostgreSQL did not start');
  const databases = await provision(source.adminUrl, { getPassword });
  await Promise.all(serviceDatabases.map((name) => runMigration(name, databases[name].migrationUrl)));
  const admin = await openAdmin(databases.cases.operatorUrl);
  const settings = companySettings.parse({ sender });
  const { id } = await createCompany(admin, { name: '株式会社みらい', slug: 'mirai', settings });
  await createKey(admin, { company: 'mirai', name: 'ats', scopes: ['cases:read'] });
  await closeAdmin(admin);

  const { file: identity, recipient } = await createBackupKeys();
  const env = { ...keys, DATABASE_URL: source.adminUrl };
  const fingerprints = readKeyFingerprints(env);
  const made = await createBackup({ env, folder, recipients: [recipient], keys: fingerprints, version: '0.0.1' });
  expect(made.manifest.databases.cases.rows).toMatchObject({ 'public.company': 1, 'public.api_key': 1 });

  const restoring = { adminUrl: target.adminUrl, getPassword, from: made.folder, report };
  const restored = await restoreDatabases({ ...restoring, env: { ...keys, BACKUP_IDENTITY: identity } });
  const owner = await openDatabase(caseStoreSpec, { url: restored.databases.cases.migrationUrl });
  try {
    const { faults, events } = await checkAuditChain(owner.em.fork(), id);
    expect([faults, events > 0]).toEqual([[], true]);
    await expect(owner.em.fork().execute("update audit_event set action = 'x'")).rejects.toThrow(/append-only/);
  } finally {
    await owner.close(true);
  }
});
