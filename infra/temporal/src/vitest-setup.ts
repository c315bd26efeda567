import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startTemporal } from './start-temporal.ts';

declare module 'vitest' {
  interface ProvidedContext {
    temporalAddress: string;
  }
}

/** Vitest `globalSetup`: one real server that skips time, for the run (or TEST_TEMPORAL_ADDRESS), gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_TEMPORAL_ADDRESS;
  if (given) {
    project.provide('temporalAddress', given);
    return () => Promise.resolve();
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'goen-temporal-'));
  const server = await startTemporal({ dataDir, timeSkipping: true, report: console.log, log: () => {} });
  project.provide('temporalAddress', server.address);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
