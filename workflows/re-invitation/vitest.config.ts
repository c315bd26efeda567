import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One file after the other: which version of the workflow is current is a setting of the whole server.
  test: {
    globalSetup: ['@goen/temporal-server/vitest'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
