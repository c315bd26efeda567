import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { globalSetup: ['./src/vitest-setup.ts'], testTimeout: 180_000, hookTimeout: 180_000 },
});
