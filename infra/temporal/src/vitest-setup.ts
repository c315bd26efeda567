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

/** Vitest `globalSetup`: a temporary server with time skipping for the whole run, or TEST_TEMPORAL_ADDRESS. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const existingAddress = process.env.TEST_TEMPORAL_ADDRESS;
  if (existingAddress) {
    project.provide('temporalAddress', existingAddress);
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
