/** `npm run build -w @goen/client`: writes the package for others to `dist/`, as plain ESM with types. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dir = import.meta.dirname;
const dist = join(dir, 'dist');
type Manifest = { readonly version: string; readonly dependencies: Readonly<Record<string, string>> };
const { version, dependencies } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;

rmSync(dist, { recursive: true, force: true });
const { status } = spawnSync('tsc', ['-p', 'tsconfig.build.json', '--pretty', 'false'], { cwd: dir, stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
copyFileSync(join(dir, 'README.md'), join(dist, 'README.md'));
const manifest = {
  name: '@goen/client',
  version,
  description: 'Typed client of the Goen API.',
  license: 'UNLICENSED',
  type: 'module',
  sideEffects: false,
  engines: { node: '>=20' },
  bin: { 'goen-listen': './listen-main.js' },
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  dependencies,
};
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
