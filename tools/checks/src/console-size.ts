import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { root } from './workspaces.ts';

type Chunk = { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] };
type Manifest = Readonly<Record<string, Chunk>>;

const dir = join(root, 'apps', 'console');
/** What a member loads to see the first screen. */
const firstPage = [
  'index.html',
  'src/routes/_company.tsx?tsr-split=component',
  'src/routes/_company/index.tsx?tsr-split=component',
];

/** Size of the console's first page, scripts and styles, in kB of brotli. Builds it when its sources have changed. */
export function measureConsole(): number {
  execFileSync(process.execPath, [join(dir, 'build.ts')], { cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] });
  const manifest = JSON.parse(readFileSync(join(dir, 'dist', '.vite', 'manifest.json'), 'utf8')) as Manifest;
  const files = listFiles(manifest, firstPage);
  const bytes = files.reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dir, 'dist', file))).length, 0);
  return Math.ceil(bytes / 1000);
}

/** The files of these chunks and of all that they import at once. A screen without code of its own has no chunk. */
export function listFiles(manifest: Manifest, names: readonly string[]): string[] {
  const chunks = new Set<string>();
  const files = new Set<string>();
  const add = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || chunks.has(name)) return;
    chunks.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(add);
  };
  names.forEach(add);
  return [...files];
}
