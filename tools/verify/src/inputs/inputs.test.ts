import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { afterAll, expect, test } from 'vitest';
import { inputs } from './inputs.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'goen-verify-'));
afterAll(async () => {
  await removePostgresData(join(dataDir, 'stack', 'postgres'));
  rmSync(dataDir, { recursive: true, force: true });
});

test('inputs of real systems become what the rules say', { timeout: 600_000 }, async () => {
  const seed = Date.now() % 2 ** 31;
  const { counts, faults } = await inputs.run({ seed, settings: { variants: 120 }, dataDir, report: () => {} });
  expect({ seed, faults }).toEqual({ seed, faults: [] });
  expect(counts).toEqual({ variants: 120, failed: 0 });
});
