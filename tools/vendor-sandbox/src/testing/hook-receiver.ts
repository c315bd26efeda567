import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type ReceivedHook = { method: string; headers: Record<string, string>; body: string };
type HookReceiver = {
  url: string;
  /** In order of arrival. */
  received: ReceivedHook[];
  [Symbol.asyncDispose](): Promise<void>;
};

/** Starts a webhook receiver that keeps raw bodies, which signatures are verified against. Answers 200 `ok`. */
export async function startHookReceiver(): Promise<HookReceiver> {
  const received: ReceivedHook[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({ method: request.method ?? '', headers: Object.fromEntries(headers), body });
      response.end('ok');
      return null;
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
