import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};
type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string } | 'cut';

/** A local server that answers as told, and keeps what it received. */
export async function startScriptedServer() {
  const received: Received[] = [];
  let respond: (request: Received, attempt: number) => Answer = () => ({ status: 500 });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    const body = await text(request);
    received.push({ method, url, headers, body });
    const next = respond({ method, url, headers, body }, received.length);
    if (next === 'cut') request.socket.destroy();
    else response.writeHead(next.status, next.headers).end(next.body);
  };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    respondWith(next: typeof respond) {
      received.length = 0;
      respond = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
export type ScriptedServer = Awaited<ReturnType<typeof startScriptedServer>>;

export const json = (body: unknown, status = 200, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
export const problem = (status: number, code: string, more = {}, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: `https://goen.example/problems#${code}`, title: code, status, code, ...more }),
});
