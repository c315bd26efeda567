import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { intake } from './intake.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

test('measures real processes, and every row becomes a rejection', async () => {
  const { metrics } = await intake.run({ seed: 1, settings: { batch: 50, rows: 300 }, dataDir, report: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values.lost).toBe(0);
  for (const key of ['rows_per_s', 'file_ratio_to_rows', 'ratio_to_copy', 'peak_rss_mb', 'batch_s'])
    expect(values[key]).toBeGreaterThan(0);
}, 600_000);
