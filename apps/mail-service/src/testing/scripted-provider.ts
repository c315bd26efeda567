import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What one request meets: an answer, the real provider, the real one with its answer lost, or silence. */
export type Step =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | 'forward'
  | 'lose answer'
  | 'silence';
export type Seen = { key: string | undefined; path: string; body: string };

/** Stands before the provider and goes through a script, one step a request; at its end it forwards. */
export async function startScriptedProvider(target: string) {
  const script: Step[] = [];
  const seen: Seen[] = [];
  let onRequest = () => {};

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const key = request.headers['idempotency-key'];
    // What the service asks about domains and suppressions by itself is no part of a script.
    const isAside = /^\/(domains|suppressions)/.test(request.url ?? '');
    if (!isAside) seen.push({ key: typeof key === 'string' ? key : undefined, path: request.url ?? '', body });
    const step = isAside ? 'forward' : (script.shift() ?? 'forward');
    if (!isAside) onRequest();
    if (step === 'silence') return;
    if (typeof step === 'object') {
      response.writeHead(step.status, { 'content-type': 'application/json', ...step.headers });
      response.end(JSON.stringify(step.body ?? {}));
      return;
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const init = { method: request.method ?? 'GET', headers: headers as Record<string, string> };
    const real = await fetch(target + request.url, request.method === 'POST' ? { ...init, body } : init);
    const realBody = await real.text();
    if (step === 'lose answer') {
      request.socket.destroy();
      return;
    }
    response.writeHead(real.status, { 'content-type': 'application/json' }).end(realBody);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** Replaces what is left of the script and forgets what was seen. */
    play(...steps: Step[]) {
      script.splice(0, Infinity, ...steps);
      seen.length = 0;
    },
    nextRequest: () =>
      new Promise<void>((resolve) => {
        onRequest = resolve;
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const resendError = (status: number, name: string, headers: Record<string, string> = {}): Step => ({
  status,
  headers,
  body: { statusCode: status, name, message: 'A message that names taro@example.com.' },
});
