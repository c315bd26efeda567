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

/** The harness in a short form; `npm run verify -- inputs` takes other seeds and more variants. */
test('inputs of real systems become what the rules say', { timeout: 600_000 }, async () => {
  const { counts, faults } = await inputs.run({ seed: 1, settings: { variants: 60 }, dataDir, report: () => {} });
  expect(faults).toEqual([]);
  expect(counts).toEqual({ variants: 60, failed: 0 });
});
