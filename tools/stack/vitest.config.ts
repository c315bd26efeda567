import { defineConfig } from 'vitest/config';

// Whole stacks share the machine's cores: one file after the other.
export default defineConfig({ test: { testTimeout: 600_000, hookTimeout: 300_000, fileParallelism: false } });
