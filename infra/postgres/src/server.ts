import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries, findServerUser, type ServerUser } from './find-binaries.ts';
import { findFreePort } from './find-free-port.ts';

export type PostgresServer = {
  /** URL of the superuser on the database `postgres`. */
  readonly adminUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** A fast shutdown that takes longer is killed; crash recovery at the next start repairs the data. */
const stopTimeoutMs = 20_000;

/**
 * Starts the embedded PostgreSQL on `dir`, which the first start creates. Stops a server that a killed launcher left
 * running on it. `durable: false` switches fsync off, for tests only.
 */
export async function startPostgres(options: {
  dir: string;
  port?: number;
  durable?: boolean;
}): Promise<PostgresServer> {
  const user = findServerUser();
  const binDir = await findBinaries(user);
  const dir = prepareDir(options.dir, user);
  const data = join(dir, 'data');
  const passwordFile = join(dir, 'password');
  if (!existsSync(join(data, 'PG_VERSION'))) initialiseData(binDir, data, passwordFile, user);
  await stopOrphan(dir);
  const password = readFileSync(passwordFile, 'utf8').trim();
  const port = options.port ?? (await findFreePort());
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'];
  if (options.durable === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  // In its own process group, so that Ctrl-C reaches only the launcher, which stops processes in order.
  const child = spawn(join(binDir, 'postgres'), args, {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  await waitUntilReady(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    adminUrl: `postgres://goen_admin:${password}@127.0.0.1:${port}/postgres`,
    pid: child.pid ?? 0,
    stop: () => stopProcess(child, exited, 'SIGINT'),
    kill: () => stopProcess(child, exited, 'SIGKILL'),
  };
}

/**
 * Creates the folder and returns it; in a checkout that only root can enter, where the user `postgres` cannot reach
 * it, a folder under /var/lib/goen.
 */
function prepareDir(dir: string, user: ServerUser): string {
  mkdirSync(dir, { recursive: true });
  if (user.uid === undefined) return dir;
  chownSync(dir, user.uid, user.gid ?? user.uid);
  if (spawnSync('test', ['-w', dir], { ...user, cwd: '/' }).status === 0) return dir;
  const fallbackDir = toFallbackDir(dir);
  mkdirSync(fallbackDir, { recursive: true });
  chownSync(fallbackDir, user.uid, user.gid ?? user.uid);
  return fallbackDir;
}

const toFallbackDir = (dir: string): string =>
  join('/var/lib/goen', `postgres-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);

/** Stops a server that still runs on `dir`, and deletes its data. */
export async function removePostgresData(dir: string): Promise<void> {
  for (const dataDir of [dir, toFallbackDir(dir)]) {
    await stopOrphan(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function initialiseData(binDir: string, data: string, passwordFile: string, user: ServerUser): void {
  rmSync(data, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (user.uid !== undefined) chownSync(passwordFile, user.uid, user.gid ?? user.uid);
  const args = ['-D', data, '-U', 'goen_admin', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  execFileSync(join(binDir, 'initdb'), [...args, '--encoding=UTF8', '--locale=C.UTF-8'], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  });
}

function waitUntilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-8_000);
      if (log.includes('ready to accept connections')) resolve();
    });
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
    child.once('error', reject);
  });
}

function stopProcess(child: ChildProcess, exited: Promise<void>, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const killTimer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  child.kill(signal);
  return exited.finally(() => clearTimeout(killTimer));
}

/** Stops the server of a launcher that was killed; `postmaster.pid` has its pid and data folder. */
async function stopOrphan(dir: string): Promise<void> {
  const data = join(dir, 'data');
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pidLine = '', dataLine = ''] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidLine);
  const isRunning = () => dataLine === data && readCommandLine(pid).includes(data);
  if (isRunning()) process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; isRunning() && waitedMs < stopTimeoutMs; waitedMs += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function readCommandLine(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
