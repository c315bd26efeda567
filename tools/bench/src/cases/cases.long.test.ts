import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Benchmark, Settings } from '../benchmark.ts';
import { sleep } from './sleep.ts';
import { starts } from './starts.ts';
import { storm } from './storm.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-'));
});
afterEach(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

const measure = async (benchmark: Benchmark, settings: Settings) => {
  const { metrics } = await benchmark.run({ seed: 1, settings, dataDir, report: () => {} });
  return Object.fromEntries(metrics.map(({ key, value }) => [key, value]));
};

// Whether a goal is met is a question for the benchmark on an idle machine, not for this test.
test('cases start through dispatcher and worker', async () => {
  const values = await measure(starts, { cases: 40, postgres: 0, profile: 0 });
  expect(values.starts_per_s).toBeGreaterThan(0);
  expect(values.ratio_to_raw).toBeGreaterThan(0);
  expect(values.peak_rss_mb).toBeGreaterThan(0);
});

test('cases that are due together lose no mail and send none twice', async () => {
  const values = await measure(storm, { cases: 40, postgres: 0, profile: 0 });
  expect(values).toMatchObject({ lost: 0, duplicates: 0 });
  expect(values.ratio_to_raw).toBeGreaterThan(0);
});

test('a sleeping case takes bytes in both stores; Temporal’s may be PostgreSQL', async () => {
  const values = await measure(sleep, { cases: 60, raw: 60, postgres: 1, profile: 0 });
  expect(values.cases_bytes).toBeGreaterThan(0);
  expect(values.temporal_ratio_to_raw).toBeGreaterThan(0);
});
