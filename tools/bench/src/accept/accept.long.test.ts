import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { accept } from './accept.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

test('measures real processes, and every report becomes a rejection', async () => {
  const settings = { reports: 60, companies: 3, concurrency: 8, profile: 0 };
  const { metrics } = await accept.run({ seed: 1, settings, dataDir, report: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values.lost).toBe(0);
  for (const key of ['per_s', 'companies_per_s', 'ratio_to_pg_boss', 'ratio_to_rows', 'peak_rss_mb']) {
    expect(values[key]).toBeGreaterThan(0);
  }
}, 600_000);
