import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataRoot } from './paths.ts';

export type ServiceSpec = {
  readonly name: string;
  /** The service's main file. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the service can work. */
  readonly readyUrl: string;
  readonly logFile: string;
};

export type ServiceProcess = {
  readonly name: string;
  /** Starts it and waits until it is ready; an early exit is an error that quotes the end of its log. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Undefined before it was started. */
  pid(): number | undefined;
  onUnexpectedExit(listener: (code: number | null) => void): void;
};

const readyTries = 600;
const tryEveryMs = 100;
const stopMs = 20_000;
/** Types are stripped and code compiled once for all starts: that halves a start, and what the compiler holds is spared. */
const compileCache = join(dataRoot, 'compile-cache');

/**
 * A service as a process of its own, in a group of its own (a terminal's Ctrl-C reaches only the launcher, which stops
 * things in order), with an IPC channel: when the launcher dies, the channel breaks and the service stops itself.
 */
export function serviceProcess(spec: ServiceSpec): ServiceProcess {
  let child: ChildProcess | null = null;
  let exited: Promise<void> = Promise.resolve();
  let expected = true;
  let tail = '';
  const listeners: ((code: number | null) => void)[] = [];

  const start = async () => {
    expected = false;
    tail = '';
    mkdirSync(dirname(spec.logFile), { recursive: true });
    const log = createWriteStream(spec.logFile, { flags: 'a' });
    // Settings come from the spec alone, so that a service sees what the stack means and nothing else.
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, NODE_ENV: 'production', NODE_COMPILE_CACHE: compileCache, ...spec.env };
    const started = spawn(process.execPath, ['--enable-source-maps', spec.main], {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env,
    });
    child = started;
    const keep = (chunk: Buffer) => {
      log.write(chunk);
      tail = (tail + chunk.toString('utf8')).slice(-4_000);
    };
    started.stdout?.on('data', keep);
    started.stderr?.on('data', keep);
    exited = new Promise((resolve) => {
      started.once('exit', (code) => {
        log.end();
        if (!expected) for (const listener of listeners) listener(code);
        resolve();
      });
    });
    await ready(spec, started, () => tail);
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    expected = true;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const cut = setTimeout(() => child?.kill('SIGKILL'), stopMs);
    child.kill(signal);
    await exited;
    clearTimeout(cut);
  };

  return {
    name: spec.name,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pid: () => child?.pid,
    onUnexpectedExit: (listener) => listeners.push(listener),
  };
}

async function ready(spec: ServiceSpec, child: ChildProcess, tail: () => string): Promise<void> {
  for (let tries = 0; tries < readyTries; tries += 1) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(spec.readyUrl, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, tryEveryMs));
  }
  const state = child.exitCode === null ? 'did not become ready' : `ended with ${child.exitCode}`;
  throw new Error(`${spec.name} ${state}. The end of ${spec.logFile}:\n${tail()}`);
}
