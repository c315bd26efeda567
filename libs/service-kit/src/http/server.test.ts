import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { expect, test } from 'vitest';
import { serveApp } from './server.ts';

/** Node publishes the server of each request on this channel. */
const requestStarted = 'http.server.request.start';

/** The request and headers timeout of a server while it serves a request. */
async function readTimeouts(options: { requestTimeoutMs?: number }) {
  const servers: Server[] = [];
  const recordServer = (message: unknown) => servers.push((message as { server: Server }).server);
  subscribe(requestStarted, recordServer);
  const running = await serveApp({ fetch: () => new Response('') }, { port: 0, host: '127.0.0.1', ...options });
  try {
    await fetch(running.url);
  } finally {
    await running.close();
    unsubscribe(requestStarted, recordServer);
  }
  return servers.map(({ requestTimeout, headersTimeout }) => ({ requestTimeout, headersTimeout }));
}

test('the request timeout can be raised; the headers timeout stays', async () => {
  const [defaults] = await readTimeouts({});
  expect(defaults).toEqual({ requestTimeout: 300_000, headersTimeout: 60_000 });
  expect(await readTimeouts({ requestTimeoutMs: 3_600_000 })).toEqual([{ ...defaults, requestTimeout: 3_600_000 }]);
});
