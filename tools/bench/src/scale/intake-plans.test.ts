import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptRejections } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { rejectionReport } from '@goen/contracts/public';
import { closeAdmin, createCompany, openAdmin } from '@goen/gateway/admin';
import { type PostgresServer, provision, removePostgresData, startPostgres } from '@goen/postgres-server';
import { runMigration } from '@goen/stack';
import { afterAll, expect, test } from 'vitest';
import { generateReports } from '../accept/generate-reports.ts';
import { openExplained } from './record-plans.ts';

const dir = mkdtempSync(join(tmpdir(), 'goen-intake-plans-'));
let postgres: PostgresServer | undefined;
afterAll(async () => {
  await postgres?.stop();
  await removePostgresData(dir);
  rmSync(dir, { recursive: true, force: true });
});

const settings = companySettings.parse({
  sender: { name: '株式会社例', fromAddress: 'a@example.jp', postalAddress: '東京都', contact: 'a@example.jp' },
});
const reportsPerIntake = 200;

test('an intake reads what it asks for, also when its statements were planned on empty tables', async () => {
  postgres = await startPostgres({ dir, durable: false });
  const { cases } = await provision(postgres.adminUrl, { getPassword: () => 'password' });
  await runMigration('cases', cases.migrationUrl);
  const admin = await openAdmin(cases.operatorUrl);
  const { id: companyId } = await createCompany(admin, { name: '株式会社例', slug: 'plans', settings });
  await closeAdmin(admin);
  const adminUrl = new URL(postgres.adminUrl);
  adminUrl.pathname = new URL(cases.url).pathname;
  const explained = await openExplained(adminUrl.href, cases.url);
  const now = new Date();
  const accept = (seed: number) => {
    const reports = generateReports(seed, reportsPerIntake, now).map((report) => rejectionReport.parse(report));
    return acceptRejections({ orm: explained.orm, companyId, personHashKey: 'key', now }, reports);
  };
  // After five executions PostgreSQL keeps one plan for all values.
  for (let seed = 1; seed <= 12; seed += 1) await accept(seed);
  for (let n = 0; n < 6; n += 1) await accept(1);
  const [ofStrangers, ofKnown] = [await explained.explain(() => accept(13)), await explained.explain(() => accept(2))];
  // A row of each table per report, or a few.
  await explained.close();
  expect(ofStrangers.mostRowsRead).toBeLessThanOrEqual(2 * reportsPerIntake);
  expect(ofKnown.mostRowsRead).toBeLessThanOrEqual(4 * reportsPerIntake);
});
