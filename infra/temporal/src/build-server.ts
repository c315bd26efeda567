import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { withLock } from './build-lock.ts';
import { builtBinary } from './built-binary.ts';
import { binaryIn, lockIn, sourceDir, stampIn } from './paths.ts';
import { runCommand } from './run-command.ts';
import { sourceHash } from './source-hash.ts';

const progressMs = 20_000;

export type BuildOptions = { readonly binDir: string; readonly report: (line: string) => void };

/** Builds the server with Go unless it is up to date; gives the binary's path. Rejects with the compiler's words. */
export async function buildServer({ binDir, report }: BuildOptions): Promise<string> {
  await mkdir(binDir, { recursive: true });
  const onWait = () => report('Another process is building the Temporal server, waiting for it …');
  return withLock(lockIn(binDir), onWait, async () => {
    const ready = await builtBinary(binDir);
    if (ready !== null) return ready;
    await removeDrafts(binDir);
    const draft = `${binaryIn(binDir)}.${process.pid}.draft`;
    const hash = await sourceHash(sourceDir);
    await compile(draft, report);
    // Without a stamp the binary counts as none: an end between these steps leaves nothing that lies.
    await rm(stampIn(binDir), { force: true });
    await rename(draft, binaryIn(binDir));
    await writeFile(stampIn(binDir), `${hash}\n`);
    return binaryIn(binDir);
  });
}

async function compile(draft: string, report: (line: string) => void): Promise<void> {
  report('Building the Temporal server with Go. The first time takes about 6 minutes, later ones seconds.');
  const startedAt = Date.now();
  let total: number | undefined;
  let compiled = 0;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    const done = total === undefined ? 'fetching modules' : `${compiled} of at most ${total} packages compiled`;
    report(`  ${seconds} s: ${done}`);
  }, progressMs);
  try {
    total = (await runCommand('go', ['list', '-deps', '.'], { cwd: sourceDir })).length;
    // No version control stamp: it fails in a checkout owned by another user.
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

/** What builds that were cut off have left. */
async function removeDrafts(binDir: string): Promise<void> {
  const prefix = basename(binaryIn(binDir));
  for (const name of await readdir(binDir)) {
    if (name.startsWith(`${prefix}.`) && name.endsWith('.draft')) await rm(join(binDir, name), { force: true });
  }
}
