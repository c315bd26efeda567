import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { isolate: false, globalSetup: ['@goen/postgres-server/vitest'], testTimeout: 180_000, hookTimeout: 180_000 },
});
