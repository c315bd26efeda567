import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { expect, test } from 'vitest';
import { serveApp } from './server.ts';

/** Node tells of each request which server takes it. */
const started = 'http.server.request.start';

/** How long a request and its headers may take at a server, as they are while it answers one. */
async function timeoutsOf(options: { requestTimeoutMs?: number }) {
  const servers: Server[] = [];
  const see = (message: unknown) => servers.push((message as { server: Server }).server);
  subscribe(started, see);
  const running = await serveApp({ fetch: () => new Response('') }, { port: 0, host: '127.0.0.1', ...options });
  try {
    await fetch(running.url);
  } finally {
    await running.close();
    unsubscribe(started, see);
  }
  return servers.map(({ requestTimeout, headersTimeout }) => ({ requestTimeout, headersTimeout }));
}

test('a body may take as long as is said to come in, its headers no longer for it', async () => {
  const [usual] = await timeoutsOf({});
  expect(usual).toEqual({ requestTimeout: 300_000, headersTimeout: 60_000 });
  expect(await timeoutsOf({ requestTimeoutMs: 3_600_000 })).toEqual([{ ...usual, requestTimeout: 3_600_000 }]);
});
