import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that need Temporal and workers, or take long: `npm run verify -- console` runs them. */
const isWhole = process.env.CONSOLE_STACK === 'whole';

export default defineConfig({
  test: {
    globalSetup: ['src/testing/global-setup.ts'],
    exclude: [...configDefaults.exclude, ...(isWhole ? [] : ['src/whole/**'])],
    testTimeout: isWhole ? 600_000 : 180_000,
    hookTimeout: 180_000,
    // Each file has a browser of its own.
    maxWorkers: 2,
  },
});
