import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgresData } from '@goen/postgres-server';
import { freePorts } from '../ports.ts';
import { type Stack, type StackOptions, startStack } from '../stack.ts';

/** A whole stack on free ports and a folder of its own, gone when disposed. Its log lines are kept for a failure. */
export async function testStack(
  options: Pick<StackOptions, 'vendorCandidates'> = {},
): Promise<Stack & AsyncDisposable & { readonly dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'goen-stack-'));
  const stack = await startStack({
    dataDir,
    ports: await freePorts(),
    timeSkipping: true,
    vendorSandbox: true,
    durable: false,
    mailRatePerSecond: 50,
    ...options,
    report: () => {},
  });
  const dispose = async () => {
    await stack.stop();
    await removePostgresData(join(dataDir, 'postgres'));
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...stack, dataDir, [Symbol.asyncDispose]: dispose };
}
