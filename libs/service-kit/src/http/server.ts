import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';

export type RunningServer = { readonly url: string; readonly port: number; close(): Promise<void> };

/** Requests that are still running get this long when the server closes. */
const drainMs = 10_000;

/**
 * Listens (port 0: a free one) and closes gracefully: no new request, running ones finish within `drainMs`. A request
 * may take `requestTimeoutMs` to come in whole (Node's 5 minutes when not given), and its headers Node's 1 minute.
 */
export async function serveApp(
  app: { fetch: (request: Request, env: never) => Response | Promise<Response> },
  options: { port: number; host: string; requestTimeoutMs?: number },
): Promise<RunningServer> {
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started = serve({ fetch: app.fetch as never, port: options.port, hostname: options.host }, () =>
      resolve(started),
    );
    started.once('error', reject);
  });
  if (options.requestTimeoutMs !== undefined && 'requestTimeout' in server) {
    server.requestTimeout = options.requestTimeoutMs;
  }
  const { port } = server.address() as AddressInfo;
  const shown = options.host === '0.0.0.0' || options.host === '::' ? '127.0.0.1' : options.host;
  return { url: `http://${shown}:${port}`, port, close: () => closeServer(server) };
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), drainMs);
    server.close((error) => {
      clearTimeout(cut);
      if (error) reject(error);
      else resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}
