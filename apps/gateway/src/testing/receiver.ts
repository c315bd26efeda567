import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: Record<string, string>; readonly body: string; readonly path: string };

type Behaviour = (request: Received, response: ServerResponse) => void;

/** A company's own server: keeps what came, and answers as the test says; 204 at first. */
export async function startReceiver() {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  const status =
    (code: number, headers: Record<string, string> = {}): Behaviour =>
    (_request, response) =>
      void response.writeHead(code, headers).end();
  let behaviour: Behaviour = status(204);
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const one = { headers: request.headers as Record<string, string>, body, path: request.url ?? '' };
    received.push(one);
    behaviour(one, response);
    for (const look of waiting.splice(0)) look();
  };
  const server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    answer: (code: number, headers?: Record<string, string>) => {
      behaviour = status(code, headers);
    },
    behave: (as: Behaviour) => {
      behaviour = as;
    },
    /** Once so many came. */
    async count(n: number): Promise<void> {
      while (received.length < n) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
