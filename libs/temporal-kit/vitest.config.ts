import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['@goen/temporal-server/vitest'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
