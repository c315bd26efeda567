import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['src/testing/global-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Each file has a browser of its own.
    maxWorkers: 2,
  },
});
