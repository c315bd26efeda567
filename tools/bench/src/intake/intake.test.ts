import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rejectionReport } from '@goen/contracts/public';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { generateRows, toHrmosCsv, toReportLines } from './generate-rows.ts';
import { intake } from './intake.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});
const now = new Date('2026-11-24T02:00:00Z');

test('generates valid rows of different people, the same for the same seed', () => {
  const rows = [...generateRows(1, 500, now)];
  for (const line of toReportLines(rows)) expect(rejectionReport.safeParse(JSON.parse(line)).error).toBeUndefined();
  expect(new Set(rows.map(({ email }) => email)).size).toBe(500);
  expect([...generateRows(1, 500, now)]).toEqual(rows);
  expect([...generateRows(2, 500, now)]).not.toEqual(rows);
  expect(
    Buffer.concat([...toHrmosCsv(rows)])
      .toString()
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(501);
});

test('measures real processes, and every row becomes a rejection', async () => {
  const { metrics } = await intake.run({ seed: 1, settings: { batch: 50, rows: 300 }, dataDir, report: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values.lost).toBe(0);
  for (const key of ['rows_per_s', 'file_ratio_to_rows', 'ratio_to_copy', 'peak_rss_mb', 'batch_s'])
    expect(values[key]).toBeGreaterThan(0);
}, 600_000);
