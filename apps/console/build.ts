/**
 * `npm run build -w @goen/console`: builds the console into `dist/`, with compressed files beside the plain ones. Does
 * nothing when its sources are those of the last build.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

// Tests set `test`, with which React would be built for development.
process.env.NODE_ENV = 'production';

const dir = import.meta.dirname;
const dist = join(dir, 'dist');
/** In `dist`, so that it goes with it. */
const stamp = join(dist, '.sources');

const sources = hashSources();
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) await buildConsole();

async function buildConsole(): Promise<void> {
  console.log('Building the console …');
  const startMs = performance.now();
  // Tests build it, too, and with their `test` it would be the libraries' development builds.
  process.env.NODE_ENV = 'production';
  // Moved into place when it is complete: a gateway that serves the last build goes on with whole files.
  const outDir = join(dir, `dist.${process.pid}`);
  try {
    await build({ root: dir, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
    await compressFiles(outDir);
    writeFileSync(join(outDir, '.sources'), sources);
    rmSync(dist, { recursive: true, force: true });
    renameSync(outDir, dist);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
  console.log(`Built the console in ${Math.round((performance.now() - startMs) / 100) / 10} s.`);
}

/** Everything that a build reads; the lock file stands for the packages. Tests are not built. */
function hashSources(): string {
  const files = globSync(['{src,public}/**/*', '*.{ts,html,json}', '../../libs/client/src/**/*.ts'], { cwd: dir })
    .filter((file) => !/\.test\.tsx?$|(^|\/)testing(\/|$)/.test(file) && statSync(join(dir, file)).isFile())
    .sort();
  const hash = createHash('sha256');
  for (const file of [...files, '../../package-lock.json', '../../tsconfig.base.json']) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(dir, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** What the gateway sends as it is; the page itself changes with each request. */
async function compressFiles(folder: string): Promise<void> {
  const files = globSync('**/*.{js,css,svg,json,webmanifest}', { cwd: folder });
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const content = readFileSync(path);
      if (content.length < 1_000) return;
      const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(content, { params: quality }));
      writeFileSync(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    }),
  );
}
