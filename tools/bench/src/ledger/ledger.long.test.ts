import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { ledger } from './ledger.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

test('measures real processes, and every point is in the ledger', async () => {
  const settings = { postings: 300, accounts: 10, hot: 200, concurrency: 50, profile: 0 };
  const { metrics } = await ledger.run({ seed: 1, settings, dataDir, report: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values).toMatchObject({ lost: 0, audit_faults: 0 });
  expect(values.postings_per_s).toBeGreaterThan(0);
  expect(values.hot_account_postings_per_s).toBeGreaterThan(0);
});
