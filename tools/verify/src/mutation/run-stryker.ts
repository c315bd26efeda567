import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { z } from 'zod';
import { runNode } from '../run-node.ts';
import type { Target } from './targets.ts';

const mutant = z.object({
  status: z.string(),
  mutatorName: z.string(),
  replacement: z.string().optional(),
  location: z.object({ start: z.object({ line: z.number() }) }),
});
const strykerReport = z.object({ files: z.record(z.string(), z.object({ mutants: z.array(mutant) })) });
export type Mutant = z.infer<typeof mutant> & { readonly file: string };

/**
 * Mutates files of a workspace and runs the tests that reach each mutant. What runs once at import (`static`) is left
 * out: each such mutant would need all tests. Null: Stryker ended without a report.
 */
export async function runStryker(
  { dir, testFiles }: Pick<Target, 'dir' | 'testFiles'>,
  mutate: readonly string[],
  dataDir: string,
): Promise<readonly Mutant[] | null> {
  const [config, report] = [join(dataDir, 'stryker.json'), join(dataDir, 'mutation.json')];
  rmSync(report, { force: true });
  const options = {
    testRunner: 'vitest',
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    mutate,
    ...(testFiles ? { testFiles } : {}),
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    concurrency: 2,
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 30,
    reporters: ['json'],
    jsonReporter: { fileName: report },
    // The sandbox finds the tsconfig and the packages of the root two folders up, like the workspace itself.
    tempDirName: '../../.data',
    cleanTempDir: false,
    tsconfigFile: 'none',
    allowConsoleColors: false,
    logLevel: 'warn',
  };
  writeFileSync(config, JSON.stringify(options));
  try {
    const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
    await runNode([stryker, 'run', config], { cwd: join(root, dir) });
  } finally {
    for (const sandbox of globSync(join(root, '.data', 'sandbox-*'))) rmSync(sandbox, { recursive: true, force: true });
  }
  if (!existsSync(report)) return null;
  const { files } = strykerReport.parse(JSON.parse(readFileSync(report, 'utf8')));
  return Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((each) => ({ ...each, file })));
}
