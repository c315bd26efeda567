import { type ConsoleStack, startConsoleStack } from '@goen/stack/testing';
import type { TestProject } from 'vitest/node';
import { buildConsole } from './build-console.ts';

declare module 'vitest' {
  interface ProvidedContext {
    stack: ConsoleStack;
  }
}

/** Vitest `globalSetup`: one stack for the whole run, serving the console as it is built from these sources. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildConsole();
  const { stack, stop } = await startConsoleStack({ isWhole: process.env.CONSOLE_STACK === 'whole' });
  project.provide('stack', stack);
  return stop;
}
