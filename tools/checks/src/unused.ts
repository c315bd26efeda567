import { spawnSync } from 'node:child_process';
import { root } from './workspaces.ts';

type Named = { readonly name: string };
type KnipIssue = { readonly file: string; readonly [kind: string]: string | readonly Named[] };
type KnipReport = { readonly issues: readonly KnipIssue[] };

/** Files, exports and dependencies that nothing uses, as knip.jsonc defines it: one line each. */
export function findUnused(): string[] {
  const { stdout, stderr, status } = spawnSync('knip', ['--no-progress', '--no-config-hints', '--reporter', 'json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
  if (status !== 0 && status !== 1) throw new Error(`knip failed: ${stderr}`);
  return listIssues(JSON.parse(stdout) as KnipReport);
}

/** One line per issue. */
export function listIssues({ issues }: KnipReport): string[] {
  return issues.flatMap(({ file, ...byKind }) =>
    Object.entries(byKind).flatMap(([kind, entries]) =>
      typeof entries === 'string'
        ? []
        : entries.map(({ name }) => `${file}: ${kind}${name === file ? '' : ` ${name}`}`),
    ),
  );
}
