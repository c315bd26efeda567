import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: Record<string, string>; readonly body: string; readonly path: string };

type Behaviour = (request: Received, response: ServerResponse) => void;

/** A company's own server: records requests and responds as the test says, at first with 204. */
export async function startReceiver() {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const status =
    (code: number, headers: Record<string, string> = {}): Behaviour =>
    (_request, response) =>
      void response.writeHead(code, headers).end();
  let behaviour: Behaviour = status(204);
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const record = { headers: request.headers as Record<string, string>, body, path: request.url ?? '' };
    received.push(record);
    behaviour(record, response);
    for (const wake of waiting.splice(0)) wake();
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    respondWith: (code: number, headers?: Record<string, string>) => {
      behaviour = status(code, headers);
    },
    behave: (next: Behaviour) => {
      behaviour = next;
    },
    /** Resolves once `n` requests were received. */
    async waitFor(n: number): Promise<void> {
      while (received.length < n) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
