import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range for outgoing connections, so that no connection takes the port before it is used. */
const range = { from: 15_000, to: 32_000 };
const maxAttempts = 100;

/** Finds a local port that nothing listens on. Throws after a hundred attempts. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const port = randomInt(range.from, range.to);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port found between ${range.from} and ${range.to}`);
}

/** Whether nothing listens on a local port. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
