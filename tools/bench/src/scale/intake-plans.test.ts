import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptRejections, createReportRequests } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { rejectionReport } from '@goen/contracts/public';
import { closeAdmin, createCompany, openAdmin } from '@goen/gateway/admin';
import { type PostgresServer, provision, removePostgresData, startPostgres } from '@goen/postgres-server';
import { runMigration } from '@goen/stack';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const now = new Date();
const personHashKey = 'key';
const makeReports = (seed: number, count: number) =>
  generateReports(seed, count, now).map((report) => rejectionReport.parse(report));

let adminUrl = '';
let serviceUrl = '';
let operatorUrl = '';
beforeAll(async () => {
  postgres = await startPostgres({ dir, durable: false });
  const { cases } = await provision(postgres.adminUrl, { getPassword: () => 'password' });
  await runMigration('cases', cases.migrationUrl);
  adminUrl = Object.assign(new URL(postgres.adminUrl), { pathname: new URL(cases.url).pathname }).href;
  serviceUrl = cases.url;
  operatorUrl = cases.operatorUrl;
});

async function addCompany(slug: string): Promise<string> {
  const admin = await openAdmin(operatorUrl);
  const { id } = await createCompany(admin, { name: '株式会社例', slug, settings });
  await closeAdmin(admin);
  return id;
}

async function emptyTables(): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('truncate candidate, idempotency_key cascade');
  await admin.end();
}

test('requests with keys read what they ask for, also when their statements were planned on empty tables', async () => {
  const companyId = await addCompany('requests');
  const explained = await openExplained(adminUrl, serviceUrl);
  const group = 20;
  const requests = createReportRequests({ orm: explained.orm, personHashKey, now: () => now });
  const toResponse = () => ({ status: 202, contentType: 'application/json', body: '{}' });
  const accept = (seed: number) =>
    Promise.all(
      makeReports(seed, group).map((report, n) => {
        const key = { method: 'POST', route: '/v1/rejections', key: `${seed}-${n}`, bodyHash: 'hash' };
        return requests.accept(companyId, { report, key, toResponse });
      }),
    );
  for (let seed = 1; seed <= 120; seed += 1) await accept(seed);
  const [ofStrangers, ofKnown] = [await explained.explain(() => accept(121)), await explained.explain(() => accept(2))];
  await explained.close();
  expect(ofStrangers.mostRowsRead).toBeLessThanOrEqual(2 * group);
  expect(ofKnown.mostRowsRead).toBeLessThanOrEqual(4 * group);
});

test('so does a batch', async () => {
  const companyId = await addCompany('batches');
  await emptyTables();
  const explained = await openExplained(adminUrl, serviceUrl);
  const batch = 200;
  const accept = (seed: number) =>
    acceptRejections({ orm: explained.orm, companyId, personHashKey, now }, makeReports(seed, batch));
  // After five executions PostgreSQL keeps one plan for all values.
  for (let seed = 1; seed <= 12; seed += 1) await accept(seed);
  for (let n = 0; n < 6; n += 1) await accept(1);
  const [ofStrangers, ofKnown] = [await explained.explain(() => accept(13)), await explained.explain(() => accept(2))];
  await explained.close();
  // A row of each table per report, or a few.
  expect(ofStrangers.mostRowsRead).toBeLessThanOrEqual(2 * batch);
  expect(ofKnown.mostRowsRead).toBeLessThanOrEqual(4 * batch);
});
