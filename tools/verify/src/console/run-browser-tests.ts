import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { parseReport, type TestFile } from './summarise.ts';

type Run = {
  /** The folder of the console. */
  readonly dir: string;
  readonly filter: readonly string[];
  readonly outputFile: string;
  readonly env: Readonly<Record<string, string>>;
};

/** Runs browser tests as `npm test` does; `files` is null when the run ended without a report. */
export async function runBrowserTests({
  dir,
  filter,
  outputFile,
  env,
}: Run): Promise<{ readonly files: readonly TestFile[] | null; readonly isGreen: boolean }> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...filter, ...reporters], {
    cwd: dir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  // Ctrl-C reaches it by itself; a supervisor's signal reaches this process only.
  const stop = () => child.kill('SIGTERM');
  process.once('SIGTERM', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGTERM', stop);
  const files = existsSync(outputFile) ? parseReport(readFileSync(outputFile, 'utf8')) : null;
  return { files, isGreen: code === 0 };
}
