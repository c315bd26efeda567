/**
 * `npm run histories -w @goen/stack`: tells the year on the real services and saves what cases went through, for every
 * later version of the workflow to replay. Histories are added, never replaced: each is a way that some case still is.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allRuns } from '@goen/temporal-kit';
import { runYear } from './demo/run-year.ts';
import { testStack } from './e2e/test-stack.ts';
import { root } from './paths.ts';

/** Whose case stands for which way; by candidate of the first company. */
const ways: Readonly<Record<string, string>> = {
  'C-0001': 'consented',
  'C-0013': 'declined',
  'C-0014': 'second-rejection-joined',
  'C-0015': 'unanswered',
  'C-0016': 'unsubscribed-midway',
  'C-0017': 'reapplied',
  'C-0019': 'unrejected-in-the-undo-window',
};

const folder = join(root, 'workflows/candidate-case/histories');
mkdirSync(folder, { recursive: true });
const day = new Date().toISOString().slice(0, 10);
await using stack = await testStack();
const saved = new Set<string>();
await runYear(stack, {
  report: (line) => console.log(line),
  atTheEnd: async (client, { who }, workflowId) => {
    const way = ways[who];
    if (way === undefined || saved.has(way)) return;
    saved.add(way);
    const file = join(folder, `${way}-${day}.json`);
    writeFileSync(file, `${JSON.stringify(await allRuns(client, workflowId))}\n`, { flag: 'wx' });
    console.log(`Saved ${file}`);
  },
});
