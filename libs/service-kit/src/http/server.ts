import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';

export type RunningServer = { readonly url: string; readonly port: number; close(): Promise<void> };

/** How long running requests may take to finish when the server closes. */
const drainMs = 10_000;

/**
 * Listens (port 0: a free one). `close` drains: no new requests, running ones get `drainMs`. `requestTimeoutMs` limits how
 * long a request may take to arrive (Node's default is 5 minutes; 1 minute for its headers).
 */
export async function serveApp(
  app: { fetch: (request: Request, env: never) => Response | Promise<Response> },
  options: { port: number; host: string; requestTimeoutMs?: number },
): Promise<RunningServer> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const listening = serve({ fetch: app.fetch as never, port: options.port, hostname: options.host }, () =>
      resolve(listening),
    );
    listening.once('error', reject);
  });
  if (options.requestTimeoutMs !== undefined && 'requestTimeout' in server) {
    server.requestTimeout = options.requestTimeoutMs;
  }
  const { port } = server.address() as AddressInfo;
  const shownHost = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  return { url: `http://${shownHost}:${port}`, port, close: () => closeServer(server) };
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), drainMs);
    server.close((error) => {
      clearTimeout(deadline);
      if (error) reject(error);
      else resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
