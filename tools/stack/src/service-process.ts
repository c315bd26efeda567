import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataRoot } from './paths.ts';

export type ServiceSpec = {
  readonly name: string;
  /** The service's main file. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** Returns 200 once the service is ready. */
  readonly readyUrl: string;
  readonly logFile: string;
};

export type ServiceProcess = {
  readonly name: string;
  /**
   * Starts it and waits until it is ready. An early exit is an error that quotes the end of its log. `environment`: for
   * this start only, beside that of the spec.
   */
  start(environment?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL, like a crash. */
  kill(): Promise<void>;
  /** Undefined before the first start. */
  pid(): number | undefined;
  /** How it ended; null while it runs. */
  exit(): number | NodeJS.Signals | null;
  onUnexpectedExit(listener: (code: number | null) => void): void;
};

const maxReadyAttempts = 1_200;
const attemptEveryMs = 100;
const stopTimeoutMs = 20_000;
/** Types are stripped and code is compiled once for all starts, which halves their time and saves memory. */
const compileCache = join(dataRoot, 'compile-cache');

/**
 * A service in its own process and process group: Ctrl-C reaches only the launcher, which stops services in order. When
 * the launcher dies, the IPC channel breaks and the service stops itself. `command`: what starts the service, by default
 * Node on its main file; it gets the settings in its environment.
 */
export function createServiceProcess(spec: ServiceSpec, command: readonly string[] = runMain(spec)): ServiceProcess {
  const [executable = '', ...args] = command;
  let child: ChildProcess | null = null;
  let exited: Promise<void> = Promise.resolve();
  let isExitExpected = true;
  const listeners: ((code: number | null) => void)[] = [];

  const start = async (environment: Readonly<Record<string, string>> = {}) => {
    isExitExpected = false;
    mkdirSync(dirname(spec.logFile), { recursive: true });
    const log = openSync(spec.logFile, 'a');
    // Settings come from the spec only: the launcher's environment must not leak into services.
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, NODE_ENV: 'production', NODE_COMPILE_CACHE: compileCache, ...spec.env, ...environment };
    const spawned = spawn(executable, args, {
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      env,
    });
    child = spawned;
    closeSync(log);
    exited = new Promise((resolve) => {
      spawned.once('exit', (code) => {
        if (!isExitExpected) for (const listener of listeners) listener(code);
        resolve();
      });
    });
    await waitUntilReady(spec, spawned);
  };

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    isExitExpected = true;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const killTimer = setTimeout(() => child?.kill('SIGKILL'), stopTimeoutMs);
    child.kill(signal);
    await exited;
    clearTimeout(killTimer);
  };

  return {
    name: spec.name,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pid: () => child?.pid,
    exit: () => child?.exitCode ?? child?.signalCode ?? null,
    onUnexpectedExit: (listener) => listeners.push(listener),
  };
}

const runMain = ({ main }: ServiceSpec): string[] => [process.execPath, '--enable-source-maps', main];

async function waitUntilReady(spec: ServiceSpec, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < maxReadyAttempts; attempt += 1) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const response = await fetch(spec.readyUrl, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, attemptEveryMs));
  }
  const state = child.exitCode === null ? 'did not become ready' : `exited with code ${child.exitCode}`;
  throw new Error(
    `${spec.name} ${state}. The end of ${spec.logFile}:\n${readFileSync(spec.logFile, 'utf8').slice(-4_000)}`,
  );
}
