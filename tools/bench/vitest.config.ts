import { configDefaults, defineConfig } from 'vitest/config';

// `npm run verify -- long-tests` runs the others.
const exclude = process.env.LONG_TESTS === '1' ? [] : ['**/*.long.test.ts'];

export default defineConfig({
  test: { exclude: [...configDefaults.exclude, ...exclude], testTimeout: 300_000, hookTimeout: 180_000 },
});
