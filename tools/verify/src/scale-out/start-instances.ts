import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort, provision, serviceDatabases } from '@goen/postgres-server';
import {
  buildServiceSpecs,
  chooseMailProviders,
  createServiceProcess,
  deriveDatabasePassword,
  findFreePorts,
  loadSecrets,
  runMigration,
  type ServiceProcess,
  type ServiceSpec,
  type Stack,
} from '@goen/stack';
import { type Balancer, startBalancer } from './balancer.ts';

/** How often each service runs. */
const copies = { mail: 2, credit: 2, worker: 3, imports: 1, gateway: 2 } as const;
type Copied = keyof typeof copies;

export type Instances = Pick<Stack, 'urls' | 'databases' | 'databaseAdminUrl'> & {
  instance(name: `${Copied}-${number}`): ServiceProcess;
  /** The third worker reaches databases, Temporal and services through these only. */
  readonly linesOfLastWorker: readonly Balancer[];
  stop(): Promise<void>;
};

/** Starts every service several times behind balancers, as a cluster would, on a PostgreSQL and a Temporal that run. */
export async function startInstances(adminUrl: string, temporalPort: number, dataDir: string): Promise<Instances> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const part of stops.splice(0).toReversed()) await part();
  };
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
    const secrets = loadSecrets(dataDir);
    const databases = await provision(adminUrl, {
      getPassword: (role) => deriveDatabasePassword(secrets, role),
      report: () => {},
    });
    await Promise.all(serviceDatabases.map((name) => runMigration(name, databases[name].migrationUrl)));
    // The balancers listen where the services of one machine would.
    const ports = await findFreePorts();
    const publicUrl = `http://127.0.0.1:${ports.gateway}`;
    const mailProviders = chooseMailProviders({}, { dataDir, ports, secrets });
    const specs = buildServiceSpecs({
      dataDir,
      ports,
      secrets,
      databases,
      temporalAddress: `127.0.0.1:${temporalPort}`,
      temporalUiUrl: null,
      mailProviders,
      vendorSandbox: false,
      vendorCandidates: 0,
      demoSignInSecret: null,
      publicUrl,
    });
    const started = new Map<string, ServiceProcess>();
    const start = async (spec: ServiceSpec) => {
      const service = createServiceProcess(spec);
      stops.push(() => service.stop());
      await service.start();
      started.set(spec.name, service);
    };
    await start(specs.sandbox);

    const lines: Balancer[] = [];
    const openLine = async (port: number): Promise<number> => {
      const line = await startBalancer([port]);
      stops.push(() => line.close());
      lines.push(line);
      return line.port;
    };
    for (const name of ['mail', 'credit', 'worker', 'imports', 'gateway'] as const) {
      const own: number[] = [];
      for (let nth = 1; nth <= copies[name]; nth += 1) {
        const { spec, port } = await toInstance(specs[name], nth);
        own.push(port);
        const isLastWorker = name === 'worker' && nth === copies.worker;
        await start(isLastWorker ? await throughLines(spec, openLine) : spec);
      }
      if (name === 'worker' || name === 'imports') continue;
      const balancer = await startBalancer(own, ports[name]);
      stops.push(() => balancer.close());
    }
    const local = (port: number) => `http://127.0.0.1:${port}`;
    return {
      urls: {
        gateway: publicUrl,
        mail: local(ports.mail),
        credit: local(ports.credit),
        inbox: local(ports.inbox),
        vendors: '',
        temporalUi: '',
      },
      databases,
      databaseAdminUrl: adminUrl,
      instance(name) {
        const service = started.get(name);
        if (service === undefined) throw new Error(`There is no ${name}`);
        return service;
      },
      linesOfLastWorker: lines,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The same service on ports of its own. */
async function toInstance(spec: ServiceSpec, nth: number): Promise<{ spec: ServiceSpec; port: number }> {
  const port = await findFreePort();
  const portName = 'HEALTH_PORT' in spec.env ? 'HEALTH_PORT' : 'PORT';
  const hooks = 'HOOKS_PORT' in spec.env && nth > 1 ? { HOOKS_PORT: String(await findFreePort()) } : {};
  return {
    port,
    spec: {
      ...spec,
      name: `${spec.name}-${nth}`,
      env: { ...spec.env, [portName]: String(port), ...hooks },
      readyUrl: Object.assign(new URL(spec.readyUrl), { port: String(port) }).href,
      logFile: spec.logFile.replace(/\.log$/, `-${nth}.log`),
    },
  };
}

/** The same service, but everything that it calls by an address on loopback is reached through a line. */
async function throughLines(spec: ServiceSpec, openLine: (port: number) => Promise<number>): Promise<ServiceSpec> {
  const env: Record<string, string> = { ...spec.env };
  for (const name of ['CASES_DATABASE_URL', 'MAIL_SERVICE_URL', 'CREDIT_SERVICE_URL']) {
    const url = new URL(env[name] ?? '');
    url.port = String(await openLine(Number(url.port)));
    env[name] = url.href.replace(/\/$/, '');
  }
  const [host, port] = (env.TEMPORAL_ADDRESS ?? '').split(':');
  env.TEMPORAL_ADDRESS = `${host}:${await openLine(Number(port))}`;
  return { ...spec, env };
}
