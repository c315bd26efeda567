import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

export type PortName =
  | 'gateway'
  | 'mail'
  | 'credit'
  | 'inbox'
  | 'smtp'
  | 'vendors'
  | 'workerHealth'
  | 'importsHealth'
  | 'temporal'
  | 'temporalUi'
  | 'postgres';
export type Ports = Readonly<Record<PortName, number>>;

export const defaultPorts: Ports = {
  gateway: 4000,
  mail: 4001,
  credit: 4002,
  inbox: 4003,
  smtp: 4025,
  vendors: 4005,
  workerHealth: 4004,
  importsHealth: 4006,
  temporal: 7233,
  temporalUi: 8233,
  postgres: 54_329,
};

/** Below the ports that systems give to outgoing connections: nobody takes one of these by chance before it is used. */
const drawn = { from: 15_000, to: 32_000 };

/** Free ports for a stack beside others, as tests need; all are held open until all are known. */
export async function freePorts(): Promise<Ports> {
  const names = Object.keys(defaultPorts) as PortName[];
  const probes = await Promise.all(names.map(listenSomewhere));
  const found = names.map((name, i) => [name, probes[i]?.port ?? 0] as const);
  await Promise.all(probes.map((probe) => probe.close()));
  return Object.fromEntries(found) as Ports;
}

const waitTries = 100;
const tryEveryMs = 200;

/**
 * Waits for ports that a stack which is just ending still holds; throws naming each that stays taken. A stack whose
 * launcher was killed ends by itself within seconds.
 */
export async function waitUntilFree(ports: Partial<Ports>, report: (line: string) => void): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const taken = await takenOf(ports);
    if (taken.length === 0) return;
    if (tries === waitTries)
      throw new Error(`Ports are in use: ${taken.join(', ')}. Stop what runs there, then start again.`);
    if (tries === 0) report(`Waiting for ports that are still in use: ${taken.join(', ')} …`);
    await new Promise((resolve) => setTimeout(resolve, tryEveryMs));
  }
}

async function takenOf(ports: Partial<Ports>): Promise<string[]> {
  const taken: string[] = [];
  for (const [name, port] of Object.entries(ports)) {
    await listen(port).then(
      (probe) => probe.close(),
      () => taken.push(`${port} (${name})`),
    );
  }
  return taken;
}

async function listenSomewhere(): Promise<Probe> {
  for (let tries = 0; tries < waitTries; tries += 1) {
    const probe = await listen(randomInt(drawn.from, drawn.to)).catch(() => null);
    if (probe) return probe;
  }
  throw new Error(`No port from ${drawn.from} to ${drawn.to} is free.`);
}

type Probe = { readonly port: number; close(): Promise<void> };

function listen(port: number): Promise<Probe> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const found = address !== null && typeof address === 'object' ? address.port : 0;
      resolve({ port: found, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}
