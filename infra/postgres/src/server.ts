import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binaries, type RunAs, runAs } from './binaries.ts';
import { freePort } from './free-port.ts';

export type PostgresServer = {
  /** URL of the superuser on the database `postgres`. */
  readonly adminUrl: string;
  readonly pid: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
};

/** A fast shutdown that takes longer is cut off: the journal makes the next start whole. */
const stopMs = 20_000;

/**
 * Starts the embedded PostgreSQL on `dir`, made at the first start. Data that a killed launcher left running is taken
 * over: the old server on the same folder is stopped first.
 * `durable: false` switches fsync off: for tests only.
 */
export async function startPostgres(options: {
  dir: string;
  port?: number;
  durable?: boolean;
}): Promise<PostgresServer> {
  const who = runAs();
  const bin = await binaries(who);
  const dir = reachableDir(options.dir, who);
  const data = join(dir, 'data');
  const passwordFile = join(dir, 'password');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(bin, data, passwordFile, who);
  await stopLeftOver(dir);
  const password = readFileSync(passwordFile, 'utf8').trim();
  const port = options.port ?? (await freePort());
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'];
  if (options.durable === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  // In a group of its own, so that a terminal's Ctrl-C reaches only the launcher, which stops things in order.
  const child = spawn(join(bin, 'postgres'), args, {
    ...who,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  await ready(child);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    adminUrl: `postgres://goen_admin:${password}@127.0.0.1:${port}/postgres`,
    pid: child.pid ?? 0,
    stop: () => end(child, exited, 'SIGINT'),
    kill: () => end(child, exited, 'SIGKILL'),
  };
}

/**
 * The folder itself, or, where root's system user `postgres` can't reach it (a checkout under a folder that only root
 * may enter), one of its own under /var/lib/goen.
 */
function reachableDir(dir: string, who: RunAs): string {
  mkdirSync(dir, { recursive: true });
  if (who.uid === undefined) return dir;
  chownSync(dir, who.uid, who.gid ?? who.uid);
  if (spawnSync('test', ['-w', dir], { ...who, cwd: '/' }).status === 0) return dir;
  const elsewhere = elsewhereOf(dir);
  mkdirSync(elsewhere, { recursive: true });
  chownSync(elsewhere, who.uid, who.gid ?? who.uid);
  return elsewhere;
}

const elsewhereOf = (dir: string): string =>
  join('/var/lib/goen', `postgres-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);

/** Forgets all that was kept for `dir`; a server that still runs on it is stopped first. */
export async function removePostgresData(dir: string): Promise<void> {
  for (const place of [dir, elsewhereOf(dir)]) {
    await stopLeftOver(place);
    rmSync(place, { recursive: true, force: true });
  }
}

function initialise(bin: string, data: string, passwordFile: string, who: RunAs): void {
  rmSync(data, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (who.uid !== undefined) chownSync(passwordFile, who.uid, who.gid ?? who.uid);
  const args = ['-D', data, '-U', 'goen_admin', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  execFileSync(join(bin, 'initdb'), [...args, '--encoding=UTF8', '--locale=C.UTF-8'], {
    ...who,
    cwd: '/',
    stdio: 'ignore',
  });
}

function ready(child: ChildProcess): Promise<void> {
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

function end(child: ChildProcess, exited: Promise<void>, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const cut = setTimeout(() => child.kill('SIGKILL'), stopMs);
  child.kill(signal);
  return exited.finally(() => clearTimeout(cut));
}

/** A launcher that was killed with SIGKILL leaves its server behind; `postmaster.pid` names it and its data folder. */
async function stopLeftOver(dir: string): Promise<void> {
  const data = join(dir, 'data');
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pidLine = '', dataLine = ''] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidLine);
  const isOurs = () => dataLine === data && commandOf(pid).includes(data);
  if (isOurs()) process.kill(pid, 'SIGINT');
  for (let waitedMs = 0; isOurs() && waitedMs < stopMs; waitedMs += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
