import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ServerCommand } from './server-command.ts';

const stopLimitMs = 20_000;
const keptLines = 20;

export type ServerProcess = {
  readonly pid: number;
  /** The first line of stdout, null when the process ended without one. */
  readonly firstLine: Promise<string | null>;
  /** Resolves, never rejects, when the process is gone. */
  readonly exited: Promise<string>;
  /** The last lines of stderr. */
  readonly lastWords: () => string;
  /** Asks it to end, and makes it end after 20 s. Safe to repeat. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
};

/** Starts the process. Each line of its stderr goes to `log`. Rejects when the command cannot be run. */
export async function startProcess(command: ServerCommand, log: (line: string) => void): Promise<ServerProcess> {
  const { path, args, env, ownGroup } = command;
  const child = spawn(path, args, { env, detached: ownGroup, stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line);
    if (last.length > keptLines) last.shift();
    log(line);
  });
  const output = createInterface({ input: child.stdout });
  const firstLine = new Promise<string | null>((resolve) => {
    output.once('line', resolve);
    output.once('close', () => resolve(null));
  });
  const exited = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return {
    pid: child.pid as number,
    firstLine,
    exited,
    lastWords: () => last.join('\n'),
    stop: () => end(child, exited, 'SIGTERM'),
    kill: () => end(child, exited, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, exited: Promise<string>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
  await exited;
  clearTimeout(limit);
}
