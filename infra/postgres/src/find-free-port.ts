import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** Below the range for outgoing connections, so that no connection takes the port before it is used. */
const range = { from: 15_000, to: 32_000 };
const maxAttempts = 100;

/**
 * Finds a local port that nothing listens on, and that no other caller on this machine gets while this process runs: it
 * may be a while until something listens there. Throws after a hundred attempts.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const port = randomInt(range.from, range.to);
    if ((await isPortFree(port)) && (await reserve(port))) return port;
  }
  throw new Error(`No free port found between ${range.from} and ${range.to}`);
}

/** Whether nothing listens on a local port. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** Holds the UDP port of the same number, which nothing else here uses, until this process ends. */
const reserve = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
      .once('error', () => socket.close(() => resolve(false)))
      .once('listening', () => {
        socket.unref();
        resolve(true);
      });
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
  });
