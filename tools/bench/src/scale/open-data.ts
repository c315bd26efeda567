import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseStoreSpec } from '@goen/case-store';
import {
  type PostgresServer,
  provision,
  removePostgresData,
  type ServiceUrls,
  startPostgres,
} from '@goen/postgres-server';
import { runMigration } from '@goen/stack';
import { Client } from 'pg';
import type { RunContext } from '../benchmark.ts';
import { fillCases, type Size } from './fill-cases.ts';
import { fillLedger } from './fill-ledger.ts';

type OpenedData = {
  readonly postgres: PostgresServer;
  readonly urls: Record<'cases' | 'mail' | 'credit', ServiceUrls>;
  /** Of a superuser, on the database `cases`. */
  readonly adminUrl: string;
};
export type FilledData = OpenedData & { readonly fillS: number };

/** Starts PostgreSQL on the data of an earlier run with the same seed, sizes and migrations, else on newly filled data. */
export async function openFilledData({ dataDir, report }: RunContext, size: Size): Promise<FilledData> {
  const dir = join(dataDir, 'postgres');
  const stampFile = join(dataDir, 'filled.json');
  const stamp = JSON.stringify({ ...size, schema: caseStoreSpec.migrations.at(-1)?.name });
  const isFilled = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isFilled) return { ...(await open(dir, true)), fillS: 0 };
  await removePostgresData(dir);
  rmSync(stampFile, { force: true });
  mkdirSync(dataDir, { recursive: true });
  const startMs = performance.now();
  report(`Filling ${size.cases} cases of ${size.companies} companies …`);
  const filling = await open(dir, false);
  try {
    await fill(filling, size, report);
  } finally {
    await filling.postgres.stop();
  }
  writeFileSync(stampFile, stamp);
  // Measured with fsync, as a service runs.
  return { ...(await open(dir, true)), fillS: (performance.now() - startMs) / 1_000 };
}

async function fill(data: OpenedData, size: Size, report: RunContext['report']): Promise<void> {
  await runMigration('cases', data.urls.cases.migrationUrl);
  await runMigration('credit', data.urls.credit.migrationUrl);
  const referrals = await withClient(data.adminUrl, async (admin) => {
    await fillCases(admin, size, report);
    // As docs/performance.md advises for data that does not fit into the defaults.
    for (const [name, value] of Object.entries(settings)) {
      await admin.query(`alter system set ${name} = ${admin.escapeLiteral(value)}`);
    }
    const { rows } = await admin.query<{ companyId: string; count: number }>(
      `select company_id as "companyId", count(*)::int as count from fact where kind = 'referral.made' group by 1`,
    );
    return rows;
  });
  await withClient(toAdminUrl(data.postgres, 'credit'), (credit) => fillLedger(credit, referrals));
}

const settings: Readonly<Record<string, string>> = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  random_page_cost: '1.1',
  work_mem: '16MB',
};

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function open(dir: string, durable: boolean): Promise<OpenedData> {
  const postgres = await startPostgres({ dir, durable });
  const urls = await provision(postgres.adminUrl, { getPassword: () => 'benchmark' });
  return { postgres, urls, adminUrl: toAdminUrl(postgres, 'cases') };
}

function toAdminUrl({ adminUrl }: PostgresServer, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}
