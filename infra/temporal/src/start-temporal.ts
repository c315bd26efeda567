import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Ready, readyByLine, readyByUi } from './readiness.ts';
import { type Resolved, type ResolveOptions, resolveTemporal } from './resolve-temporal.ts';
import { binaryCommand, cliCommand, type ServerSettings } from './server-command.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

export type StartOptions = ResolveOptions & {
  /** Holds the SQLite file; created when missing. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number | undefined;
  readonly uiPort?: number | undefined;
  /** Lets clients skip time in workflows. Default: false. */
  readonly timeSkipping?: boolean | undefined;
  readonly namespace?: string | undefined;
  /** Keeps the data in PostgreSQL instead of `dataDir`. */
  readonly postgresUrl?: string | undefined;
  /** What the server logs: JSON lines from the level warn up. Default: `report`. */
  readonly log?: ((line: string) => void) | undefined;
};

export type TemporalServer = {
  /** host:port of the gRPC API. */
  readonly address: string;
  readonly uiUrl: string | undefined;
  /** Undefined, as all that ends it does nothing, when TEMPORAL_ADDRESS names a server. */
  readonly pid: number | undefined;
  /** Resolves with how it ended, when it did; never for TEMPORAL_ADDRESS. */
  readonly exited: Promise<string>;
  /** Ends it and waits for that; by force after 20 s. */
  readonly stop: () => Promise<void>;
  /** Ends it as a crash would. */
  readonly kill: () => Promise<void>;
};

/** Starts a Temporal server and waits until it answers, or takes TEMPORAL_ADDRESS. Rejects with the reason if not. */
export async function startTemporal(options: StartOptions): Promise<TemporalServer> {
  const found = await resolveTemporal(options);
  if (found.kind === 'address') return borrowed(found.address, found.uiUrl);
  await mkdir(options.dataDir, { recursive: true });
  const settings: ServerSettings = {
    dbFile: join(options.dataDir, 'temporal.db'),
    port: options.port ?? 0,
    uiPort: options.uiPort ?? 0,
    timeSkipping: options.timeSkipping ?? false,
    namespace: options.namespace ?? 'default',
    postgresUrl: options.postgresUrl,
  };
  const { server, ready } = await launch(found, settings, options.log ?? options.report ?? (() => {}));
  const { pid, exited, stop, kill } = server;
  return { ...ready, pid, exited, stop, kill };
}

type Launched = { readonly server: ServerProcess; readonly ready: Ready };

async function launch(
  found: Exclude<Resolved, { kind: 'address' }>,
  settings: ServerSettings,
  log: (line: string) => void,
): Promise<Launched> {
  if (found.kind === 'binary') {
    const server = await startProcess(binaryCommand(found.path, settings), log);
    return { server, ready: await readyByLine(server) };
  }
  const { command, port, uiPort } = await cliCommand(found.path, settings);
  const server = await startProcess(command, log);
  const expected = { address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` };
  return { server, ready: await readyByUi(server, expected, settings.namespace) };
}

const borrowed = (address: string, uiUrl: string | undefined): TemporalServer => ({
  address,
  uiUrl,
  pid: undefined,
  exited: new Promise(() => {}),
  stop: async () => {},
  kill: async () => {},
});
