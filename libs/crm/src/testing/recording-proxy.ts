import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Asked = { readonly method: string; readonly path: string; readonly body: unknown };

/** Hands every request on as it came, and keeps what was asked. An answer that breaks off breaks off here too. */
export async function startRecorder(target: string) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const forward = async () => {
      const sent = await buffer(request);
      const text = sent.toString('utf8');
      asked.push({ method, path: url, body: text === '' ? null : (JSON.parse(text) as unknown) });
      const { host: _host, 'content-length': _length, connection: _connection, ...rest } = headers;
      const answer = await fetch(target + url, {
        method,
        headers: rest as Record<string, string>,
        ...(sent.length > 0 ? { body: new Uint8Array(sent) } : {}),
      });
      const content = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(content);
    };
    forward().catch(() => request.socket.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
