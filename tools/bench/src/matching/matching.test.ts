import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSearchKeys } from '@goen/case-domain/matching';
import { openCaseStore } from '@goen/case-store';
import { provision, removePostgresData, startPostgres } from '@goen/postgres-server';
import { Client } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { fillPool } from './generate-pool.ts';
import { generatePositions } from './generate-positions.ts';
import { matching } from './matching.ts';

const dirs = ['run', 'pool'].map((name) => mkdtempSync(join(tmpdir(), `goen-bench-${name}-`)));
afterAll(async () => {
  for (const dir of dirs) {
    await removePostgresData(join(dir, 'postgres'));
    rmSync(dir, { recursive: true });
  }
});

test('finds candidates and measures the search', async () => {
  const settings = { profiles: 3_000, positions: 20, compared: 5 };
  const { metrics } = await matching.run({ seed: 1, settings, dataDir: dirs[0] ?? '', report: () => {} });
  const value = (key: string) => metrics.find((metric) => metric.key === key)?.value;
  expect(value('full_share')).toBeGreaterThan(0);
  expect(value('p95_ms')).toBeGreaterThanOrEqual(value('p50_ms') ?? Number.POSITIVE_INFINITY);
  // A pool this small is searched completely.
  expect(value('max_loss')).toBe(0);
}, 600_000);

test('the pool is indexed as the service indexes it, and two in five candidates live in Tokyo', async () => {
  const postgres = await startPostgres({ dir: join(dirs[1] ?? '', 'postgres'), durable: false });
  const owners: Client[] = [];
  try {
    const { cases } = await provision(postgres.adminUrl, { getPassword: () => 'test-only' });
    await (await openCaseStore(cases)).close(true);
    const owner = new Client({ connectionString: cases.migrationUrl });
    owners.push(owner);
    await owner.connect();
    await fillPool(owner, { seed: 7, profiles: 2_000, now: new Date('2026-11-24T11:00:00+09:00') });
    const { rows } = await owner.query<{ tags: string[]; keys: string[]; waiting_since: Date; stage: string }>(
      'select tags, keys, waiting_since, stage from pool_profile order by candidate_id',
    );
    expect(rows).toHaveLength(2_000);
    expect(rows.map(({ keys }) => keys.toSorted())).toEqual(
      rows.map(({ tags, waiting_since: since }) => buildSearchKeys({ tags }, since.getTime())),
    );
    const inTokyo = rows.filter(({ tags }) => tags.includes('region:tokyo')).length;
    expect(inTokyo / rows.length).toBeGreaterThan(0.35);
    expect(inTokyo / rows.length).toBeLessThan(0.45);
    expect(new Set(rows.map(({ stage }) => stage)).size).toBe(4);
  } finally {
    for (const owner of owners) await owner.end();
    await postgres.stop();
  }
}, 600_000);

test('the same seed generates the same positions, another seed others', () => {
  expect(generatePositions(1, 50)).toEqual(generatePositions(1, 50));
  expect(generatePositions(2, 50)).not.toEqual(generatePositions(1, 50));
  expect(generatePositions(1, 50).every(({ required, desired }) => required.length + desired.length > 0)).toBe(true);
});
