import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withLock } from './build-lock.ts';
import { findBuiltBinary } from './find-built-binary.ts';
import { hashSources } from './hash-sources.ts';
import { sourceDir, toBinaryPath, toLockPath, toStampPath } from './paths.ts';
import { runCommand } from './run-command.ts';

const progressIntervalMs = 20_000;

type BuildOptions = { readonly binDir: string; readonly report: (line: string) => void };

/** Builds the server with Go unless it is up to date. Returns the binary's path; rejects with the compiler's output. */
export async function buildServer({ binDir, report }: BuildOptions): Promise<string> {
  await mkdir(binDir, { recursive: true });
  const onWait = () => report('Waiting for another process that is building the Temporal server …');
  return withLock(toLockPath(binDir), onWait, async () => {
    const upToDate = await findBuiltBinary(binDir);
    if (upToDate !== null) return upToDate;
    await removeDrafts(binDir);
    const draft = `${toBinaryPath(binDir)}.${process.pid}.draft`;
    const hash = await hashSources(sourceDir);
    await compile(draft, report);
    // A binary without a stamp is ignored, so a crash between these steps cannot leave a stale match.
    await rm(toStampPath(binDir), { force: true });
    await rename(draft, toBinaryPath(binDir));
    await writeFile(toStampPath(binDir), `${hash}\n`);
    return toBinaryPath(binDir);
  });
}

async function compile(draft: string, report: (line: string) => void): Promise<void> {
  report('Building the Temporal server with Go: about 6 minutes the first time, seconds later …');
  const startedAt = Date.now();
  let total: number | undefined;
  let compiled = 0;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const status = total === undefined ? 'fetching modules' : `${compiled} of at most ${total} packages compiled`;
    report(`  ${seconds} s: ${status}`);
  }, progressIntervalMs);
  try {
    total = (await runCommand('go', ['list', '-deps', '.'], { cwd: sourceDir })).length;
    // Version control stamping fails in a checkout owned by another user.
    const args = ['build', '-v', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', draft, '.'];
    await runCommand('go', args, {
      cwd: sourceDir,
      onStderr: () => {
        compiled += 1;
      },
    });
    report(`Built the Temporal server in ${Math.round((Date.now() - startedAt) / 1_000)} s.`);
  } finally {
    clearInterval(progress);
  }
}

/** Removes what interrupted builds left behind. */
async function removeDrafts(binDir: string): Promise<void> {
  const prefix = basename(toBinaryPath(binDir));
  for (const name of await readdir(binDir)) {
    if (name.startsWith(`${prefix}.`) && name.endsWith('.draft')) await rm(join(binDir, name), { force: true });
  }
}
