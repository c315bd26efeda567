import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { expect, test } from 'vitest';
import { model } from './model.ts';

/** The harness in a short form; `npm run verify -- model` takes other seeds and more commands. */
const settings = { runs: 2, commands: 120, minutes: 10 };

test('random commands lead to what the rules say', { timeout: 1_200_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'goen-model-'));
  try {
    const { counts, faults } = await model.run({ seed: 1, settings, dataDir, report: () => {} });
    expect(faults).toEqual([]);
    expect(counts.commands).toBeGreaterThan(10);
  } finally {
    await removePostgresData(join(dataDir, 'stack', 'postgres'));
    rmSync(dataDir, { recursive: true, force: true });
  }
});
