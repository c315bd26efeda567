import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type ReceivedRequest = { headers: Record<string, string>; body: string };
export type WebhookReceiver = {
  url: string;
  /** All requests in order of arrival, whatever the answer was. */
  received: ReceivedRequest[];
  /** Sets the status of the answers from now on; 200 at first. */
  respondWith(status: number): void;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The customer's side of a webhook. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedRequest[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: toPlainHeaders(request.headers), body });
      response.writeHead(status).end();
      return null;
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    respondWith(nextStatus) {
      status = nextStatus;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

const toPlainHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
