import { createServer, type IncomingHttpHeaders } from 'node:http';
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
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url = '', headers } = request;
      received.push({ method, url, headers, body });
      const answer = respond({ method, url, headers, body }, received.length);
      if (answer === 'cut') return request.socket.destroy();
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
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
