import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { findFreePorts } from '../ports.ts';
import { type Stack, type StackOptions, startStack } from '../start-stack.ts';

type TestStackOptions = Pick<StackOptions, 'vendorCandidates' | 'nodeOptions'> & {
  /** `onTestFailed` of the test: prints the warnings of the services if it fails. */
  readonly onFailed?: (printWarnings: () => void) => void;
};

/** Starts a whole stack on free ports with its own data folder, which disposing deletes. */
export async function startTestStack({
  onFailed,
  ...options
}: TestStackOptions = {}): Promise<Stack & AsyncDisposable & { readonly dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goen-stack-'));
  const stack = await startStack({
    dataDir,
    ports: await findFreePorts(),
    timeSkipping: true,
    vendorSandbox: true,
    durable: false,
    ...options,
    report: () => {},
  });
  let warnings: string[] = [];
  onFailed?.(() => console.error(warnings.join('\n')));
  const dispose = async () => {
    await stack.stop();
    warnings = readWarnings(join(dataDir, 'logs'));
    await removePostgresData(join(dataDir, 'postgres'));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...stack, dataDir, [Symbol.asyncDispose]: dispose };
}

const maxWarningsPerLog = 200;

/** The last log lines above level info of each service. */
function readWarnings(folder: string): string[] {
  return globSync('*.log', { cwd: folder }).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => /"level":[456]0/.test(line))
      .slice(-maxWarningsPerLog)
      .map((line) => `${file}: ${line}`),
  );
}
