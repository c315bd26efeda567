import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '@goen/temporal-kit/bundle';
import { toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { workflowsPath } from './testing/re-invitation-fixture.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const files = globSync('*.json', { cwd: folder }).sort();

let code: string;
beforeAll(async () => {
  ({ code } = await bundleWorkflows(workflowsPath));
});

test('histories of an answered and of an unanswered re-invitation are saved', () => {
  for (const name of ['interested', 'no-answer']) expect(files.some((file) => file.startsWith(name))).toBe(true);
});

test.each(files)('every run of %s replays', async (file) => {
  const runs = JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown[];
  expect(runs.length).toBeGreaterThan(0);
  for (const run of runs) await Worker.runReplayHistory({ workflowBundle: { code } }, toHistory(run), file);
});
