import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { measureScale } from './scale.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-bench-scale-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
});

test('every plan uses indexes, and a second run uses the data of the first', async () => {
  const context = {
    seed: 1,
    settings: { cases: 6_000, companies: 10, runs: 1, explained: 2 },
    dataDir,
    report: () => {},
  };
  const { measured, fillS } = await measureScale(context);
  expect(fillS).toBeGreaterThan(0);
  expect(measured.flatMap(({ name, seqScans }) => seqScans.map((scan) => `${name}: ${scan}`))).toEqual([]);
  expect(measured.filter(({ indexes }) => indexes.size === 0).map(({ name }) => name)).toEqual([]);
  const again = await measureScale({ ...context, settings: { ...context.settings, runs: 0, explained: 0 } });
  expect(again.fillS).toBe(0);
}, 600_000);
