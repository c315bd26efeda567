import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

type Manifest = {
  readonly name: string;
  readonly workspaces?: readonly string[];
  readonly exports?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};
/** `dir` is relative to the root of the repository. */
export type Workspace = { readonly dir: string; readonly manifest: Manifest };

const readManifest = (dir: string) => JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;

/** Packages that the root names: tests everywhere may import them. */
export const rootPackages = (repository = root): string[] =>
  Object.keys(readManifest(repository).devDependencies ?? {});

export function listWorkspaces(repository = root): Workspace[] {
  return (readManifest(repository).workspaces ?? [])
    .flatMap((pattern) => globSync(pattern, { cwd: repository }))
    .filter((dir) => existsSync(join(repository, dir, 'package.json')))
    .sort()
    .map((dir) => ({ dir, manifest: readManifest(join(repository, dir)) }));
}
