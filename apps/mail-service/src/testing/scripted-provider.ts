import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** How one request is handled: a canned answer, the real provider, the real one with a lost answer, or silence. */
export type Step =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | 'forward'
  | 'lose answer'
  | 'silence';
export type SeenRequest = { key: string | undefined; path: string; body: string };

/** A proxy in front of the provider that plays a script, one step per request, and then forwards. */
export async function startScriptedProvider(target: string) {
  const script: Step[] = [];
  const seen: SeenRequest[] = [];
  let onRequest = () => {};

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const key = request.headers['idempotency-key'];
    // Requests that the service makes on its own are not part of a script.
    const isBackground = /^\/(domains|suppressions)/.test(request.url ?? '');
    if (!isBackground) seen.push({ key: typeof key === 'string' ? key : undefined, path: request.url ?? '', body });
    const step = isBackground ? 'forward' : (script.shift() ?? 'forward');
    if (!isBackground) onRequest();
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
    /** Replaces the rest of the script and clears `seen`. */
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
