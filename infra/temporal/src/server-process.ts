import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ServerCommand } from './server-command.ts';

const stopTimeoutMs = 20_000;
const maxLogLines = 20;

export type ServerProcess = {
  readonly pid: number;
  /** The first line of stdout, null when the process ended without one. */
  readonly firstLine: Promise<string | null>;
  /** Resolves with the exit code or signal; never rejects. */
  readonly exited: Promise<string>;
  /** The last lines of stderr. */
  readonly lastLogLines: () => string;
  /** Sends SIGTERM, and SIGKILL after 20 s. Safe to repeat. */
  readonly stop: () => Promise<void>;
  /** Sends SIGKILL, to simulate a crash. */
  readonly kill: () => Promise<void>;
};

/** Starts a process and passes each line of its stderr to `log`. Rejects when the command cannot be run. */
export async function startProcess(command: ServerCommand, log: (line: string) => void): Promise<ServerProcess> {
  const { path, args, env, ownProcessGroup } = command;
  const child = spawn(path, args, { env, detached: ownProcessGroup, stdio: ['ignore', 'pipe', 'pipe'] });
  const logLines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    logLines.push(line);
    if (logLines.length > maxLogLines) logLines.shift();
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
    lastLogLines: () => logLines.join('\n'),
    stop: () => endProcess(child, exited, 'SIGTERM'),
    kill: () => endProcess(child, exited, 'SIGKILL'),
  };
}

async function endProcess(child: ChildProcess, exited: Promise<string>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  const killTimer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(killTimer);
}
