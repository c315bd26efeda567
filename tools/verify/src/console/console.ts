import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { runVitest } from '../run-vitest.ts';
import { listScreens } from './list-screens.ts';
import { type BrowserRun, countAxeChecks, summarise } from './summarise.ts';

export const consoleSuite: Harness = {
  name: 'console',
  description:
    'All browser tests of the console, with axe, and the recruiter’s day on the whole stack from a file to the results.',
  defaults: {},
  run,
};

/** Screens work without Temporal and workers, which keeps them where their tests put them; a day needs both. */
const parts = [
  { name: 'screens', filter: [], env: { LONG_TESTS: '1' } },
  { name: 'whole', filter: ['src/whole'], env: { LONG_TESTS: '1', CONSOLE_STACK: 'whole' } },
] as const;

async function run({ dataDir, report }: RunContext): Promise<Verdict> {
  const dir = join(root, 'apps', 'console');
  const axePath = join(dataDir, 'axe.jsonl');
  const runs: BrowserRun[] = [];
  for (const { name, filter, env } of parts) {
    report(`${name} …`);
    const outputFile = join(dataDir, `${name}.json`);
    runs.push({
      name,
      ...(await runVitest({ dir, filter, outputFile, env: { ...env, CONSOLE_AXE_REPORT: axePath } })),
    });
  }
  return summarise({ dir, runs, screens: listScreens(dir), axe: countAxeChecks(readIfThere(axePath)) });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
