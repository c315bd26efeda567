import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptRejections, createReportRequests } from '@goen/cases';
import { companySettings } from '@goen/contracts/internal';
import { rejectionReport } from '@goen/contracts/public';
import { closeAdmin, createCompany, openAdmin } from '@goen/gateway/admin';
import { type PostgresServer, provision, removePostgresData, startPostgres } from '@goen/postgres-server';
import { runMigration } from '@goen/stack';
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
const reportsAtOnce = 40;
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

async function addCompany(): Promise<string> {
  const admin = await openAdmin(operatorUrl);
  const { id } = await createCompany(admin, { name: '株式会社例', slug: 'plans', settings });
  await closeAdmin(admin);
  return id;
}

test('single requests and batches read what they ask for, also when planned on empty tables', async () => {
  const companyId = await addCompany();
  const explained = await openExplained(adminUrl, serviceUrl);
  const { orm } = explained;
  const requests = createReportRequests({ orm, personHashKey, now: () => now });
  const toResponse = () => ({ status: 202, contentType: 'application/json', body: '{}' });
  const acceptRequests = (seed: number) =>
    Promise.all(
      makeReports(seed, reportsAtOnce).map((report, n) => {
        const key = { method: 'POST', route: '/v1/rejections', key: `${seed}-${n}`, bodyHash: 'hash' };
        return requests.accept(companyId, { report, key, toResponse });
      }),
    );
  const acceptBatch = (seed: number) =>
    acceptRejections({ orm, companyId, personHashKey, now }, makeReports(seed, reportsAtOnce));
  // Enough that PostgreSQL keeps plans. Every fourth repeats known reports.
  for (let seed = 1; seed <= 120; seed += 1)
    await (seed % 2 ? acceptRequests : acceptBatch)(seed % 4 ? seed : seed / 4);
  for (const accept of [acceptRequests, acceptBatch]) {
    const ofStrangers = await explained.explain(() => accept(accept === acceptBatch ? 1_001 : 1_002));
    const ofKnown = await explained.explain(() => accept(5));
    // A row of each table per report, or a few.
    expect(ofStrangers.mostRowsRead).toBeLessThanOrEqual(2 * reportsAtOnce);
    expect(ofKnown.mostRowsRead).toBeLessThanOrEqual(4 * reportsAtOnce);
  }
  await explained.close();
});
