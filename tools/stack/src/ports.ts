import { findFreePort, isPortFree } from '@goen/postgres-server';

export type PortName =
  | 'gateway'
  | 'mail'
  | 'mailHooks'
  | 'credit'
  | 'inbox'
  | 'smtp'
  | 'vendors'
  | 'workerHealth'
  | 'importsHealth'
  | 'gatewayMetrics'
  | 'mailMetrics'
  | 'creditMetrics'
  | 'workerMetrics'
  | 'importsMetrics'
  | 'temporal'
  | 'temporalUi'
  | 'postgres';
export type Ports = Readonly<Record<PortName, number>>;

export const defaultPorts: Ports = {
  gateway: 4000,
  mail: 4001,
  mailHooks: 4007,
  credit: 4002,
  inbox: 4003,
  smtp: 4025,
  vendors: 4005,
  workerHealth: 4004,
  importsHealth: 4006,
  gatewayMetrics: 9464,
  mailMetrics: 9465,
  creditMetrics: 9466,
  workerMetrics: 9467,
  importsMetrics: 9468,
  temporal: 7233,
  temporalUi: 8233,
  postgres: 54_329,
};

/** Free ports for a stack that runs beside others, such as a test's. */
export async function findFreePorts(): Promise<Ports> {
  const names = Object.keys(defaultPorts);
  const ports = new Set<number>();
  while (ports.size < names.length) ports.add(await findFreePort());
  const iterator = ports.values();
  return Object.fromEntries(names.map((name) => [name, iterator.next().value])) as Ports;
}

const maxAttempts = 100;
const attemptEveryMs = 200;

/**
 * Waits for ports that a stopping stack still holds: one whose launcher was killed stops within seconds. Throws an error
 * that names the ports that stay in use.
 */
export async function waitForFreePorts(ports: Partial<Ports>, report: (line: string) => void): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const used = await listUsedPorts(ports);
    if (used.length === 0) return;
    if (attempt === maxAttempts) {
      throw new Error(`Ports are in use: ${used.join(', ')}. Stop the processes that use them, then start again.`);
    }
    if (attempt === 0) report(`Waiting for ports that are in use: ${used.join(', ')} …`);
    await new Promise((resolve) => setTimeout(resolve, attemptEveryMs));
  }
}

async function listUsedPorts(ports: Partial<Ports>): Promise<string[]> {
  const used: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    if (!(await isPortFree(port))) used.push(`${port} (${name})`);
  }
  return used;
}
