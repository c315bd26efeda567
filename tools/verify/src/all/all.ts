import { join } from 'node:path';
import { root } from '@goen/stack';
import type { Harness } from '../harness.ts';
import { runNode } from '../run-node.ts';

/** A process per harness: what one leaves in memory does not reach the next. */
export const runAll = (harnesses: readonly Harness[]): Harness => ({
  name: 'all',
  description: `Each of these, one after the other: ${harnesses.map(({ name }) => name).join(', ')}.`,
  defaults: {},
  run: async ({ seed, report }) => {
    const faults: string[] = [];
    for (const { name } of harnesses) {
      report(`\n▸ ${name}`);
      const args = [join(root, 'tools', 'verify', 'src', 'main.ts'), name, '--seed', String(seed)];
      const { code, signal } = await runNode(args, { cwd: root });
      if (code !== 0) faults.push(`${name}: ended with ${signal ?? `exit code ${code}`}`);
    }
    return { counts: { harnesses: harnesses.length, failed: faults.length }, faults };
  },
});
