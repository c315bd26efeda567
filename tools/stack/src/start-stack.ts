import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type PostgresServer,
  provision,
  removePostgresData,
  type ServiceDatabase,
  type ServiceUrls,
  serviceDatabases,
  startPostgres,
} from '@goen/postgres-server';
import { startTemporal } from '@goen/temporal-server';
import { chooseMailProviders } from './mail-providers.ts';
import { dataRoot } from './paths.ts';
import { defaultPorts, type Ports, waitForFreePorts } from './ports.ts';
import { runMigration } from './run-migration.ts';
import { deriveDatabasePassword, loadSecrets, type Secrets } from './secrets.ts';
import { createServiceProcess, type ServiceProcess, type ServiceSpec } from './service-process.ts';
import { buildServiceSpecs, type ServiceName, serviceOrder } from './service-specs.ts';

export type StackOptions = {
  /** Databases, inbox, logs and secrets of the stack. */
  readonly dataDir: string;
  /** Deletes the data of an earlier run first, including its secrets. */
  readonly fresh?: boolean;
  readonly ports?: Ports;
  /** Lets tools move the clocks of workflows; for development and tests only. */
  readonly timeSkipping?: boolean;
  /** False runs PostgreSQL without fsync, for tests. */
  readonly durable?: boolean;
  /** Local servers stand in for ATS and CRM vendors: for development, the demo and tests. */
  readonly vendorSandbox?: boolean;
  /** Generated candidates who are rejected in HERP and Zoho from the start. */
  readonly vendorCandidates?: number;
  /** Opens the sign-in links that the demo prints. */
  readonly demoSignInSecret?: string | null;
  /** No Temporal and no workers: rejections are accepted and decided about, and what would happen then waits. */
  readonly withoutWorkers?: boolean;
  /** Options of Node for a service, added to its own: for profiling. */
  readonly nodeOptions?: Partial<Record<ServiceName, string>>;
  /** What starts a service, for other ways than Node on its main file. */
  readonly toCommand?: (spec: ServiceSpec) => readonly string[] | undefined;
  readonly report: (line: string) => void;
};

type Temporal = Awaited<ReturnType<typeof startTemporal>>;

export type Stack = {
  readonly urls: Readonly<Record<'gateway' | 'mail' | 'credit' | 'inbox' | 'vendors' | 'temporalUi', string>>;
  readonly temporalAddress: string;
  /** Of `/metrics`, by service: host and port. */
  readonly metricsAddresses: Readonly<Record<'gateway' | 'mail' | 'credit' | 'worker' | 'imports', string>>;
  readonly databases: Readonly<Record<ServiceDatabase, ServiceUrls>>;
  /** Of a role that row-level security does not bind: for proofs that read every row. */
  readonly databaseAdminUrl: string;
  readonly secrets: Secrets;
  readonly services: Readonly<Record<ServiceName, ServiceProcess>>;
  /** SIGKILL of the postmaster; its own PostgreSQL only. */
  killPostgres(): Promise<void>;
  /** Starts PostgreSQL again on the same data and port. */
  restartPostgres(): Promise<void>;
  killTemporal(): Promise<void>;
  /** Starts the Temporal server again on the same data and ports. */
  restartTemporal(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL (or uses DATABASE_URL), Temporal (or uses TEMPORAL_ADDRESS), the mail sandbox (unless the
 * environment has the key of a mail provider) and the services, each once the previous one is ready. If one fails,
 * everything is stopped.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, report } = options;
  const ports = options.ports ?? defaultPorts;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) {
      await stopPart().catch((error: unknown) => report(String(error)));
    }
  };
  try {
    // A PostgreSQL that is still running is taken over.
    const { postgres: _postgres, ...required } = ports;
    await waitForFreePorts(required, report);
    if (options.fresh) {
      await removePostgresData(join(dataDir, 'postgres'));
      rmSync(dataDir, { recursive: true, force: true });
    }
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    const secrets = loadSecrets(dataDir);
    const database = await startDatabase(options, ports, stops);
    const { adminUrl } = database;
    const databases = await provision(adminUrl, {
      getPassword: (role) => deriveDatabasePassword(secrets, role),
      report,
    });
    report('Migrating the databases …');
    await Promise.all(serviceDatabases.map((name) => runMigration(name, databases[name].migrationUrl)));
    const publicUrl = process.env.PUBLIC_URL ?? `http://127.0.0.1:${ports.gateway}`;
    writeAdminEnvironment(dataDir, databases, { secrets, publicUrl });

    let temporal = options.withoutWorkers ? noTemporal : await startTemporalServer(options, ports);
    stops.push(() => temporal.stop());
    const providers = chooseMailProviders(process.env, { dataDir, ports, secrets });
    const inboxUrl = `http://127.0.0.1:${ports.inbox}`;
    const specs = buildServiceSpecs({
      dataDir,
      ports,
      secrets,
      databases,
      temporalAddress: temporal.address,
      temporalUiUrl: temporal.uiUrl ?? null,
      mailProviders: providers,
      vendorSandbox: options.vendorSandbox ?? false,
      vendorCandidates: options.vendorCandidates ?? 0,
      demoSignInSecret: options.demoSignInSecret ?? null,
      publicUrl,
    });
    const create = (name: ServiceName) => {
      const given = options.withoutWorkers ? withoutTemporal(specs[name]) : specs[name];
      const spec = addNodeOptions(given, options.nodeOptions?.[name]);
      return createServiceProcess(spec, options.toCommand?.(spec));
    };
    const services = Object.fromEntries(serviceOrder.map((name) => [name, create(name)])) as Record<
      ServiceName,
      ServiceProcess
    >;
    for (const name of serviceOrder) {
      if (name === 'sandbox' && providers.sandbox === null) continue;
      if (name === 'vendors' && !options.vendorSandbox) continue;
      if (options.withoutWorkers && workerServices.includes(name)) continue;
      report(`Starting ${name} …`);
      stops.push(() => services[name].stop());
      await services[name].start();
    }
    return {
      urls: {
        gateway: publicUrl,
        mail: `http://127.0.0.1:${ports.mail}`,
        credit: `http://127.0.0.1:${ports.credit}`,
        inbox: inboxUrl,
        vendors: options.vendorSandbox ? `http://127.0.0.1:${ports.vendors}` : '',
        temporalUi: temporal.uiUrl ?? '',
      },
      temporalAddress: temporal.address,
      metricsAddresses: {
        gateway: `127.0.0.1:${ports.gatewayMetrics}`,
        mail: `127.0.0.1:${ports.mailMetrics}`,
        credit: `127.0.0.1:${ports.creditMetrics}`,
        worker: `127.0.0.1:${ports.workerMetrics}`,
        imports: `127.0.0.1:${ports.importsMetrics}`,
      },
      databases,
      databaseAdminUrl: adminUrl,
      secrets,
      services,
      killPostgres: database.kill,
      restartPostgres: database.restart,
      killTemporal: () => temporal.kill(),
      restartTemporal: async () => {
        temporal = await startTemporalServer(options, ports);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const workerServices: readonly ServiceName[] = ['worker', 'imports'];
/** Nothing listens there: clients connect when they need it. */
const noTemporal: Temporal = {
  pid: undefined,
  exited: new Promise(() => {}),
  address: '127.0.0.1:9',
  uiUrl: undefined,
  stop: () => Promise.resolve(),
  kill: () => Promise.resolve(),
};
/** Ready would mean that Temporal answers, too. */
const withoutTemporal = (spec: ServiceSpec): ServiceSpec => ({
  ...spec,
  readyUrl: spec.readyUrl.replace(/readyz$/, 'livez'),
  env: { ...spec.env, OUTBOX_IN_FLIGHT: '0' },
});

function addNodeOptions(spec: ServiceSpec, options: string | undefined): ServiceSpec {
  if (options === undefined) return spec;
  return { ...spec, env: { ...spec.env, NODE_OPTIONS: `${spec.env.NODE_OPTIONS ?? ''} ${options}`.trim() } };
}

async function startDatabase(options: StackOptions, ports: Ports, stops: (() => Promise<void>)[]) {
  if (process.env.DATABASE_URL) {
    const refuse = () => Promise.reject(new Error('The PostgreSQL of DATABASE_URL belongs to somebody else.'));
    return { adminUrl: process.env.DATABASE_URL, kill: refuse, restart: refuse };
  }
  const start = () =>
    startPostgres({
      dir: join(options.dataDir, 'postgres'),
      port: ports.postgres,
      durable: options.durable ?? true,
    });
  options.report('Starting PostgreSQL …');
  let server: PostgresServer = await start();
  stops.push(() => server.stop());
  return {
    adminUrl: server.adminUrl,
    kill: () => server.kill(),
    restart: async () => {
      server = await start();
    },
  };
}

function startTemporalServer(options: StackOptions, ports: Ports): Promise<Temporal> {
  options.report('Starting Temporal …');
  return startTemporal({
    dataDir: join(options.dataDir, 'temporal'),
    port: ports.temporal,
    uiPort: ports.temporalUi,
    timeSkipping: options.timeSkipping ?? false,
    retentionDays: readRetentionDays(),
    report: options.report,
    log: (line) => appendFileSync(join(options.dataDir, 'logs', 'temporal.log'), `${line}\n`),
  });
}

/** Temporal keeps no less than a day. Undefined: its launcher's default. */
function readRetentionDays(): number | undefined {
  const text = process.env.TEMPORAL_RETENTION_DAYS;
  if (!text) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error('TEMPORAL_RETENTION_DAYS must be a whole number of at least 1.');
  return Number(text);
}

/** `npm run admin` reads this file if its environment names no database. */
function writeAdminEnvironment(
  dataDir: string,
  databases: Readonly<Record<ServiceDatabase, ServiceUrls>>,
  { secrets, publicUrl }: { readonly secrets: Secrets; readonly publicUrl: string },
): void {
  const env = {
    CASES_DATABASE_URL: databases.cases.url,
    CASES_OPERATOR_URL: databases.cases.operatorUrl,
    PERSON_HASH_KEY: secrets.personHashKey,
    PUBLIC_URL: publicUrl,
    IDENTITY_DATABASE_URL: databases.identity.url,
  };
  // A test's stack elsewhere must not redirect the operator's commands to itself.
  const folders = dirname(dataDir) === dataRoot ? [dataDir, dataRoot] : [dataDir];
  for (const folder of folders) {
    writeFileSync(join(folder, 'env.json'), `${JSON.stringify(env, null, 2)}\n`, { mode: 0o600 });
  }
}
