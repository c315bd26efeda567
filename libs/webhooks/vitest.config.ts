import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: ['@goen/postgres-server/vitest'], testTimeout: 180_000, hookTimeout: 180_000 },
});
