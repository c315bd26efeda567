import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listWorkspaces, type Workspace } from '../workspaces.ts';

export type ImportTree = { readonly dir: string; readonly workspaces: readonly Workspace[] };

/**
 * A repository with the workspaces of the real one and no code, besides `libs/unheard-of`. Every workspace may use
 * `packages`, and all workspaces but `infra/postgres` declare every other.
 */
export function createImportTree(packages: readonly string[], undeclared: readonly string[]): ImportTree {
  const dir = mkdtempSync(join(tmpdir(), 'imports-'));
  const unheardOf: Workspace = { dir: 'libs/unheard-of', manifest: { name: '@goen/unheard-of' } };
  const real = [...listWorkspaces(), unheardOf];
  const names = real.map(({ manifest }) => manifest.name);
  const workspaces = real.map(({ dir: folder, manifest: { name, exports = {} } }): Required<Workspace> => {
    const declared = folder === 'infra/postgres' ? packages : [...packages, ...names];
    return {
      dir: folder,
      manifest: { name, exports, dependencies: Object.fromEntries(declared.map((to) => [to, '*'])) },
    };
  });
  mkdirSync(join(dir, 'node_modules/@goen'), { recursive: true });
  for (const { dir: folder, manifest } of workspaces) {
    writeSource(dir, `${folder}/package.json`, JSON.stringify(manifest));
    for (const file of Object.values(manifest.exports ?? {})) writeSource(dir, join(folder, file), 'export {};\n');
    symlinkSync(join(dir, folder), join(dir, 'node_modules', manifest.name));
  }
  for (const name of [...packages, ...undeclared]) {
    writeSource(dir, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    writeSource(dir, `node_modules/${name}/index.js`, '');
  }
  return { dir, workspaces };
}

export function writeSource(dir: string, file: string, text: string): void {
  const path = join(dir, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
