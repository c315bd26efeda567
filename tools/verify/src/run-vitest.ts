import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { runNode } from './run-node.ts';
import { parseReport, type TestFile } from './test-report.ts';

type Run = {
  /** The folder of the workspace. */
  readonly dir: string;
  readonly filter: readonly string[];
  readonly outputFile: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Runs a workspace's tests as `npm test` does; `files` is null when the run ended without a report. */
export async function runVitest({
  dir,
  filter,
  outputFile,
  env,
}: Run): Promise<{ readonly files: readonly TestFile[] | null; readonly isGreen: boolean }> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { code } = await runNode([vitest, 'run', ...filter, ...reporters], { cwd: dir, env });
  const files = existsSync(outputFile) ? parseReport(readFileSync(outputFile, 'utf8')) : null;
  return { files, isGreen: code === 0 };
}
