import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type PostgresServer,
  provision,
  removePostgresData,
  type ServiceDatabase,
  type ServiceUrls,
  startPostgres,
} from '@goen/postgres-server';
import { startTemporal } from '@goen/temporal-server';
import { mailProviders } from './mail-providers.ts';
import { dataRoot } from './paths.ts';
import { defaultPorts, type Ports, waitUntilFree } from './ports.ts';
import { databasePassword, loadSecrets, type Secrets } from './secrets.ts';
import { type ServiceProcess, serviceProcess } from './service-process.ts';
import { type ServiceName, serviceOrder, serviceSpecs } from './services.ts';

export type StackOptions = {
  /** All that the stack keeps: databases, inbox, logs, secrets. */
  readonly dataDir: string;
  /** Forgets what an earlier run kept; the secrets go too. */
  readonly fresh?: boolean;
  readonly ports?: Ports;
  /** Lets a year pass in seconds: for development and tests only. */
  readonly timeSkipping?: boolean;
  /** false: PostgreSQL without fsync, for tests. */
  readonly durable?: boolean;
  /** Local servers stand for the vendors of ATSs and CRMs: for development, the demo and tests. */
  readonly vendorSandbox?: boolean;
  /** Made-up candidates who stand rejected in HERP and Zoho from the start. */
  readonly vendorCandidates?: number;
  readonly report: (line: string) => void;
};

type Temporal = Awaited<ReturnType<typeof startTemporal>>;

export type Stack = {
  readonly urls: Readonly<Record<'gateway' | 'mail' | 'credit' | 'inbox' | 'vendors' | 'temporalUi', string>>;
  readonly temporalAddress: string;
  readonly databases: Readonly<Record<ServiceDatabase, ServiceUrls>>;
  readonly secrets: Secrets;
  readonly services: Readonly<Record<ServiceName, ServiceProcess>>;
  /** The Temporal server alone, killed and started again on the same data and ports. */
  restartTemporal(): Promise<void>;
  killTemporal(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL (or takes DATABASE_URL), Temporal (or takes TEMPORAL_ADDRESS), the sandbox (unless the environment
 * has a mail provider's key) and the services, each ready before the next. When one fails, what was started is stopped
 * again.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, report } = options;
  const ports = options.ports ?? defaultPorts;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne().catch((error: unknown) => report(String(error)));
  };
  try {
    const { postgres: _takenOver, ...needed } = ports;
    await waitUntilFree(needed, report);
    if (options.fresh) {
      await removePostgresData(join(dataDir, 'postgres'));
      rmSync(dataDir, { recursive: true, force: true });
    }
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    const secrets = loadSecrets(dataDir);
    const adminUrl = await database(options, ports, stops);
    const databases = await provision(adminUrl, { getPassword: (role) => databasePassword(secrets, role) });
    writeAdminEnvironment(dataDir, databases, secrets);

    let temporal = await temporalServer(options, ports);
    stops.push(() => temporal.stop());
    const providers = mailProviders(process.env, { dataDir, ports, secrets });
    const inboxUrl = `http://127.0.0.1:${ports.inbox}`;
    const publicUrl = process.env.PUBLIC_URL ?? `http://127.0.0.1:${ports.gateway}`;
    const specs = serviceSpecs({
      dataDir,
      ports,
      secrets,
      databases,
      temporalAddress: temporal.address,
      mailProviders: providers,
      vendorSandbox: options.vendorSandbox ?? false,
      vendorCandidates: options.vendorCandidates ?? 0,
      publicUrl,
    });
    const services = Object.fromEntries(serviceOrder.map((name) => [name, serviceProcess(specs[name])])) as Record<
      ServiceName,
      ServiceProcess
    >;
    for (const name of serviceOrder) {
      if (name === 'sandbox' && providers.sandbox === null) continue;
      if (name === 'vendors' && !options.vendorSandbox) continue;
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
      databases,
      secrets,
      services,
      killTemporal: () => temporal.kill(),
      restartTemporal: async () => {
        temporal = await temporalServer(options, ports);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function database(options: StackOptions, ports: Ports, stops: (() => Promise<void>)[]): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  options.report('Starting PostgreSQL …');
  const server: PostgresServer = await startPostgres({
    dir: join(options.dataDir, 'postgres'),
    port: ports.postgres,
    durable: options.durable ?? true,
  });
  stops.push(() => server.stop());
  return server.adminUrl;
}

function temporalServer(options: StackOptions, ports: Ports): Promise<Temporal> {
  options.report('Starting Temporal …');
  return startTemporal({
    dataDir: join(options.dataDir, 'temporal'),
    port: ports.temporal,
    uiPort: ports.temporalUi,
    timeSkipping: options.timeSkipping ?? false,
    report: options.report,
    log: (line) => appendFileSync(join(options.dataDir, 'logs', 'temporal.log'), `${line}\n`),
  });
}

/** What `npm run admin` reads when its environment names no database. */
function writeAdminEnvironment(
  dataDir: string,
  databases: Readonly<Record<ServiceDatabase, ServiceUrls>>,
  secrets: Secrets,
): void {
  const env = {
    CASES_DATABASE_URL: databases.cases.url,
    CASES_MIGRATION_URL: databases.cases.migrationUrl,
    PERSON_HASH_KEY: secrets.personHashKey,
  };
  writeFileSync(join(dataDir, 'env.json'), `${JSON.stringify(env, null, 2)}\n`, { mode: 0o600 });
  // A test's stack elsewhere must not point the operator's commands at itself.
  if (dirname(dataDir) === dataRoot)
    writeFileSync(join(dataRoot, 'env.json'), `${JSON.stringify(env, null, 2)}\n`, { mode: 0o600 });
}
