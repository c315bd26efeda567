import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ports that systems give to outgoing connections: nobody takes one of these by chance before it is used. */
const drawn = { from: 15_000, to: 32_000 };
const maxTries = 100;

/** A port of this machine that nobody listens on. Throws when there is none among a hundred. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const port = randomInt(drawn.from, drawn.to);
    if (await isFree(port)) return port;
  }
  throw new Error(`No port from ${drawn.from} to ${drawn.to} is free.`);
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
