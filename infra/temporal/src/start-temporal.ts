import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Endpoints, waitForReadyLine, waitForUi } from './readiness.ts';
import { type ResolveOptions, resolveTemporal, type TemporalSource } from './resolve-temporal.ts';
import { createBinaryCommand, createCliCommand, type ServerSettings } from './server-command.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

type StartOptions = ResolveOptions & {
  /** The folder of the SQLite file; created when missing. */
  readonly dataDir: string;
  /** Default: any free port. */
  readonly port?: number | undefined;
  readonly uiPort?: number | undefined;
  /** Lets clients skip time in workflows. Default: false. */
  readonly timeSkipping?: boolean | undefined;
  readonly namespace?: string | undefined;
  /** How long operators see closed runs. Default: 7. */
  readonly retentionDays?: number | undefined;
  /** Stores the data in PostgreSQL instead of `dataDir`. */
  readonly postgresUrl?: string | undefined;
  /** Receives the server's log: JSON lines of level warn and above. Default: `report`. */
  readonly log?: ((line: string) => void) | undefined;
};

export type TemporalServer = {
  /** host:port of the gRPC API. */
  readonly address: string;
  readonly uiUrl: string | undefined;
  /** Undefined for a server at TEMPORAL_ADDRESS, which `stop` and `kill` leave alone. */
  readonly pid: number | undefined;
  /** Resolves with the exit code or signal; never for TEMPORAL_ADDRESS. */
  readonly exited: Promise<string>;
  /** Stops the server and waits for its exit; kills it after 20 s. */
  readonly stop: () => Promise<void>;
  /** Kills the server, to simulate a crash. */
  readonly kill: () => Promise<void>;
};

/** A case leaves a closed run at each wake-up. Operators look at recent ones; the facts keep the whole history. */
const defaultRetentionDays = 7;

/** Starts a Temporal server and waits until it is ready, or uses TEMPORAL_ADDRESS. Rejects when it does not start. */
export async function startTemporal(options: StartOptions): Promise<TemporalServer> {
  const source = await resolveTemporal(options);
  if (source.kind === 'address') return toExternalServer(source.address, source.uiUrl);
  await mkdir(options.dataDir, { recursive: true });
  const settings: ServerSettings = {
    dbFile: join(options.dataDir, 'temporal.db'),
    port: options.port ?? 0,
    uiPort: options.uiPort ?? 0,
    timeSkipping: options.timeSkipping ?? false,
    namespace: options.namespace ?? 'default',
    retentionDays: options.retentionDays ?? defaultRetentionDays,
    postgresUrl: options.postgresUrl,
  };
  const { server, endpoints } = await launch(source, settings, options.log ?? options.report ?? (() => {}));
  const { pid, exited, stop, kill } = server;
  return { ...endpoints, pid, exited, stop, kill };
}

type Launched = { readonly server: ServerProcess; readonly endpoints: Endpoints };

async function launch(
  source: Exclude<TemporalSource, { kind: 'address' }>,
  settings: ServerSettings,
  log: (line: string) => void,
): Promise<Launched> {
  if (source.kind === 'binary') {
    const server = await startProcess(createBinaryCommand(source.path, settings), log);
    return { server, endpoints: await waitForReadyLine(server) };
  }
  const { command, port, uiPort } = await createCliCommand(source.path, settings);
  const server = await startProcess(command, log);
  const expected = { address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` };
  return { server, endpoints: await waitForUi(server, expected, settings.namespace) };
}

const toExternalServer = (address: string, uiUrl: string | undefined): TemporalServer => ({
  address,
  uiUrl,
  pid: undefined,
  exited: new Promise(() => {}),
  stop: async () => {},
  kill: async () => {},
});
