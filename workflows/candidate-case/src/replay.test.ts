import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from '@goen/temporal-kit/bundle';
import { toHistory } from '@goen/testing';
import { Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { workflowsPath } from './testing/workflow-fixture.ts';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));
const files = globSync('*.json', { cwd: folder }).sort();
const readRuns = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown[];

let code: string;
beforeAll(async () => {
  ({ code } = await bundleWorkflows(workflowsPath));
});

test('the histories that must always replay are saved', () => {
  const required = [
    'consented',
    'declined',
    'unsubscribed-midway',
    'second-rejection-joined',
    'unrejected-in-the-undo-window',
    'approved-by-hand',
    'fast-forwarded',
  ];
  for (const name of required) expect(files.some((file) => file.startsWith(name))).toBe(true);
});

test.each(files)('every run of %s replays', async (file) => {
  const runs = readRuns(file);
  expect(runs.length).toBeGreaterThan(0);
  for (const run of runs) {
    await Worker.runReplayHistory({ workflowBundle: { code } }, toHistory(run), basename(file));
  }
});

test('an incompatible change is caught', async () => {
  const path = fileURLToPath(new URL('./testing/incompatible-version.ts', import.meta.url));
  const [run] = readRuns(files[0] ?? '');
  const replay = Worker.runReplayHistory({ workflowsPath: path }, toHistory(run), 'tampered');
  await expect(replay).rejects.toThrow(/Nondeterminism|determinism/i);
});

/** The text of every payload of a saved history. */
function readPayloads(value: unknown): string {
  if (typeof value === 'string') return `${value} ${Buffer.from(value, 'base64').toString('utf8')}`;
  return typeof value === 'object' && value !== null ? Object.values(value).map(readPayloads).join(' ') : '';
}

test.each(files)('%s has no personal data', (file) => {
  const payloads = readRuns(file).map(readPayloads).join(' ');
  expect(payloads).toMatch(/rejection_mail|registration_confirmation/);
  expect(payloads).not.toMatch(/@[\w-]+\.(example|jp|com)|[\p{sc=Hiragana}\p{sc=Katakana}]{2}|様/u);
});
