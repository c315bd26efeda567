import { configDefaults, defineConfig } from 'vitest/config';

// Whole stacks share the machine's cores: one file after the other.
// `npm run verify -- long-tests` runs the others.
const exclude = process.env.LONG_TESTS === '1' ? [] : ['**/*.long.test.ts'];

export default defineConfig({
  test: {
    exclude: [...configDefaults.exclude, ...exclude],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
