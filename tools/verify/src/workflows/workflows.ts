import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '@goen/stack';
import { findGoTool } from '../chart/go-tool.ts';
import type { Harness, RunContext, Verdict } from '../harness.ts';
import { run } from '../images/podman.ts';

export const workflows: Harness = {
  name: 'workflows',
  description: 'Lints the workflows of GitHub Actions; every action is pinned by its commit.',
  defaults: {},
  run: verify,
};

async function verify({ report }: RunContext): Promise<Verdict> {
  const files = globSync('.github/workflows/*.yml', { cwd: root }).sort();
  const actionlint = await findGoTool('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12', report);
  const { code, output, errors } = await run(actionlint, ['-no-color', ...files.map((file) => join(root, file))]);
  const unpinned = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/uses: (?!\S+@[0-9a-f]{40} # v\d)(\S+)/g)].map(
      ([, action = '']) => `${file}: ${action} is not pinned by its commit, with its version as a comment`,
    ),
  );
  const faults = [...unpinned, ...(code === 0 ? [] : [`${output}\n${errors}`.trim()])];
  return { counts: { workflows: files.length, failed: faults.length }, faults };
}
