import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { freePorts } from '../ports.ts';
import { type Stack, type StackOptions, startStack } from '../stack.ts';

/**
 * A whole stack on free ports and a folder of its own, gone when disposed. `onFailed`: of the test that it is for, to
 * tell what the services warned of.
 */
export async function testStack({
  onFailed,
  ...options
}: Pick<StackOptions, 'vendorCandidates'> & { onFailed?: (tell: () => void) => void } = {}): Promise<
  Stack & AsyncDisposable & { readonly dataDir: string }
> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goen-stack-'));
  const stack = await startStack({
    dataDir,
    ports: await freePorts(),
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
    warnings = warningsIn(join(dataDir, 'logs'));
    await removePostgresData(join(dataDir, 'postgres'));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...stack, dataDir, [Symbol.asyncDispose]: dispose };
}

const maxWarnings = 200;

/** The last lines of a level above info, of each service. */
function warningsIn(folder: string): string[] {
  return globSync('*.log', { cwd: folder }).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => /"level":[456]0/.test(line))
      .slice(-maxWarnings)
      .map((line) => `${file}: ${line}`),
  );
}
