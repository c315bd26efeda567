import { createServer } from 'node:net';

/** What a server is started with; ports of 0 mean any free one. */
export type ServerSettings = {
  readonly dbFile: string;
  readonly port: number;
  readonly uiPort: number;
  readonly timeSkipping: boolean;
  readonly namespace: string;
  readonly postgresUrl: string | undefined;
};

export type ServerCommand = {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** A Ctrl-C in the terminal then reaches the launcher only, which stops the server after its clients. */
  readonly ownGroup: boolean;
};

/** The command line of this folder's server. It ends by itself when the launcher dies. */
export function binaryCommand(path: string, settings: ServerSettings): ServerCommand {
  const args = [
    '-exit-with-parent',
    `-port=${settings.port}`,
    `-ui-port=${settings.uiPort}`,
    `-db=${settings.dbFile}`,
    `-namespace=${settings.namespace}`,
    `-time-skipping=${settings.timeSkipping}`,
  ];
  // Not an argument: those show in the list of processes, and the URL holds a password. Set even when empty, so that
  // a URL left in the environment does not win over the folder that was asked for.
  return { path, args, env: { ...process.env, TEMPORAL_POSTGRES_URL: settings.postgresUrl ?? '' }, ownGroup: true };
}

/** The same server, as near as the Temporal CLI allows, with the ports it will have. */
export async function cliCommand(
  path: string,
  settings: ServerSettings,
): Promise<{ command: ServerCommand; port: number; uiPort: number }> {
  if (settings.postgresUrl !== undefined) throw new Error('The Temporal CLI keeps its data in SQLite only');
  const port = settings.port || (await freePort());
  const uiPort = settings.uiPort || (await freePort());
  const flags = {
    ip: '127.0.0.1',
    port: `${port}`,
    'ui-port': `${uiPort}`,
    'db-filename': settings.dbFile,
    namespace: settings.namespace,
    'log-level': 'warn',
    'log-format': 'json',
    'sqlite-pragma': ['journal_mode=WAL', 'synchronous=NORMAL'],
    'search-attribute': searchAttributes,
    'dynamic-config-value': dynamicConfig(settings.timeSkipping),
  };
  const args = Object.entries(flags).flatMap(([name, values]) =>
    [values].flat().flatMap((value) => [`--${name}`, value]),
  );
  // Only it cannot notice the launcher's death, so the terminal may end it.
  const command = { path, args: ['server', 'start-dev', ...args], env: process.env, ownGroup: false };
  return { command, port, uiPort };
}

/** What this folder's server has built in (options.go, dynamic_config.go). */
const searchAttributes = ['CompanyId=Keyword', 'Stage=Keyword', 'NextStep=Keyword', 'NextStepAt=Datetime'];
const dynamicConfig = (timeSkipping: boolean) => [
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'matching.enableFairness=true',
  `frontend.WorkflowTimeSkippingEnabled=${timeSkipping}`,
  'frontend.WorkflowTimeSkippingMaxSkipPerSession=100000',
];

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
