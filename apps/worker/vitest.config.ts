import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// A mock needs modules that no file before it has loaded.
const mocking = globSync('src/**/*.test.ts', { cwd: import.meta.dirname }).filter((file) =>
  /^vi\.mock\(/m.test(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')),
);

/** `npm run verify -- long-tests` runs them. */
const long = process.env.LONG_TESTS === '1' ? [] : ['**/*.long.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['@goen/postgres-server/vitest', '@goen/temporal-server/vitest'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'shared', isolate: false, exclude: [...mocking, ...long, '**/node_modules/**'] } },
      { extends: true, test: { name: 'isolated', include: mocking } },
    ],
  },
});
