import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import type { Import } from './import-rules.ts';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

type Manifest = {
  name: string;
  workspaces?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};
export type Workspace = { readonly name: string; readonly dir: string; readonly declared: ReadonlySet<string> };

const readManifest = (dir: string) => JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;
const declaredIn = (manifest: Manifest) =>
  new Set([...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.devDependencies ?? {})]);

export const rootDeclared = (): ReadonlySet<string> => declaredIn(readManifest(root));

export function listWorkspaces(): Workspace[] {
  return (readManifest(root).workspaces ?? [])
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((dir) => join(root, dir))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .map((dir) => ({ name: readManifest(dir).name, dir, declared: declaredIn(readManifest(dir)) }));
}

/** Every static, dynamic and type-only import and re-export of a workspace's sources, with its line. */
export function importsOf(workspace: Workspace): Import[] {
  const files = globSync('{src/**/,}*.ts', { cwd: workspace.dir }).sort();
  return files.flatMap((file) => {
    const path = join(workspace.dir, file);
    const source = readFileSync(path, 'utf8');
    return specifiersOf(path, source).map(({ specifier, offset }) => ({
      workspace: workspace.name,
      file: relative(root, path),
      specifier,
      line: source.slice(0, offset).split('\n').length,
    }));
  });
}

export function specifiersOf(path: string, source: string): { specifier: string; offset: number }[] {
  const { module, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const fixed = module.staticImports.map((found) => ({ specifier: found.moduleRequest.value, offset: found.start }));
  const passedOn = module.staticExports.flatMap((statement) =>
    statement.entries.flatMap((entry) =>
      entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, offset: statement.start }] : [],
    ),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    return /^['"][^'"]+['"]$/.test(text) ? [{ specifier: text.slice(1, -1), offset: start }] : [];
  });
  return [...fixed, ...passedOn, ...dynamic];
}
