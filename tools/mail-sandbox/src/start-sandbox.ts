import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createIdempotency } from './api/idempotency.ts';
import { createApp } from './app.ts';
import { type MailStore, openMailStore } from './mails/mail-store.ts';

export type SandboxOptions = {
  /** 0 takes a free one. */
  port?: number;
  host?: string;
  /** Mails and remembered keys live here and outlast a restart. */
  dataDir: string;
  /** `null` switches the limit off. */
  rateLimitPerSecond?: number | null;
  /** Without it every key is good. */
  apiKeys?: readonly string[];
  now?: () => Date;
  /** Tests wrap the store, for example to hold a request open. */
  wrapStore?: (store: MailStore) => MailStore;
};
export type Sandbox = { url: string; close(): Promise<void> };

const dayMs = 24 * 60 * 60 * 1000;

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', dataDir, rateLimitPerSecond = 10, apiKeys, now = () => new Date() } = options;
  const opened = await openMailStore(dataDir, now);
  const store = options.wrapStore?.(opened) ?? opened;
  const idempotency = createIdempotency(now, store.answers(now().getTime() - dayMs));
  const app = createApp({ store, idempotency, apiKeys, rateLimitPerSecond, now });

  const { promise: listening, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const server = serve({ fetch: app.fetch, port, hostname: host }, resolve);
  server.once('error', reject);
  const address = await listening;

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
      await opened.close();
    },
  };
}
