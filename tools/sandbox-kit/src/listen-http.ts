import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

type Fetch = Parameters<typeof serve>[0]['fetch'];

/** Starts a server whose `close` also closes open connections, so that a hanging request cannot block it. */
export async function listenHttp(
  fetch: Fetch,
  port: number,
  host: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const { promise: listening, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch, port, hostname: host }, resolve);
  server.once('error', reject);
  const address = await listening;
  return {
    url: `http://${formatAuthority(host, address.port)}`,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

/** `host:port` of a URL; an IPv6 address needs brackets. */
export const formatAuthority = (host: string, port: number): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
