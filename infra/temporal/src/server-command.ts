import { createServer } from 'node:net';

/** A port of 0 means any free port. */
export type ServerSettings = {
  readonly dbFile: string;
  readonly port: number;
  readonly uiPort: number;
  readonly timeSkipping: boolean;
  readonly namespace: string;
  /** How long closed runs stay visible. */
  readonly retentionDays: number;
  readonly postgresUrl: string | undefined;
};

export type ServerCommand = {
  readonly path: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** With its own process group, Ctrl-C reaches only the launcher, which stops the server after its clients. */
  readonly ownProcessGroup: boolean;
};

/** The command of the built binary, which exits by itself when the launcher dies. */
export function createBinaryCommand(path: string, settings: ServerSettings): ServerCommand {
  const args = [
    '-exit-with-parent',
    `-port=${settings.port}`,
    `-ui-port=${settings.uiPort}`,
    `-db=${settings.dbFile}`,
    `-namespace=${settings.namespace}`,
    `-retention=${settings.retentionDays * 24}h`,
    `-time-skipping=${settings.timeSkipping}`,
  ];
  // The URL holds a password, so it must not show in the process list. It is set even when empty, so that an inherited
  // URL cannot override the data folder.
  return {
    path,
    args,
    env: { ...process.env, TEMPORAL_POSTGRES_URL: settings.postgresUrl ?? '' },
    ownProcessGroup: true,
  };
}

/** The command of the Temporal CLI with the same settings except the retention, and the ports it will use. */
export async function createCliCommand(
  path: string,
  settings: ServerSettings,
): Promise<{ command: ServerCommand; port: number; uiPort: number }> {
  if (settings.postgresUrl !== undefined) throw new Error('The Temporal CLI supports only SQLite');
  const port = settings.port || (await pickFreePort());
  const uiPort = settings.uiPort || (await pickFreePort());
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
  // The CLI does not notice when the launcher dies, so Ctrl-C must reach it too.
  const command = { path, args: ['server', 'start-dev', ...args], env: process.env, ownProcessGroup: false };
  return { command, port, uiPort };
}

/** The binary has these built in: keep them equal to options.go and dynamic_config.go. */
const searchAttributes = ['CompanyId=Keyword', 'Stage=Keyword', 'NextStep=Keyword', 'NextStepAt=Datetime'];
const dynamicConfig = (timeSkipping: boolean) => [
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  'matching.enableFairness=true',
  `frontend.WorkflowTimeSkippingEnabled=${timeSkipping}`,
  'frontend.WorkflowTimeSkippingMaxSkipPerSession=100000',
];

function pickFreePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
