import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rejectionReport } from '@goen/contracts/public';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { intake } from './intake.ts';
import { csvOf, madeUpRows, reportsOf } from './made-up-rows.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});
const now = new Date('2026-11-24T02:00:00Z');

test('the rows are valid, of as many people, and the same for the same seed', () => {
  const rows = [...madeUpRows(1, 500, now)];
  for (const line of reportsOf(rows)) expect(rejectionReport.safeParse(JSON.parse(line)).error).toBeUndefined();
  expect(new Set(rows.map(({ email }) => email)).size).toBe(500);
  expect([...madeUpRows(1, 500, now)]).toEqual(rows);
  expect([...madeUpRows(2, 500, now)]).not.toEqual(rows);
  expect(
    Buffer.concat([...csvOf(rows)])
      .toString()
      .trimEnd()
      .split('\r\n'),
  ).toHaveLength(501);
});

test('measures real processes, and every row is a rejection', async () => {
  const { metrics } = await intake.run({ seed: 1, settings: { batch: 50, rows: 300 }, dataDir, say: () => {} });
  const values = Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
  expect(values.lost).toBe(0);
  for (const key of ['rows_per_s', 'ratio_to_copy', 'peak_rss_mb', 'batch_s']) expect(values[key]).toBeGreaterThan(0);
}, 600_000);
