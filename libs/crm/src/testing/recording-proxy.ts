import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type RecordedRequest = { readonly method: string; readonly path: string; readonly body: unknown };

/** Forwards every request unchanged and records it. A response that is cut off upstream is cut off here too. */
export async function startRecordingProxy(target: string) {
  const requests: RecordedRequest[] = [];
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const forward = async () => {
      const bytes = await buffer(request);
      const text = bytes.toString('utf8');
      requests.push({ method, path: url, body: text === '' ? null : (JSON.parse(text) as unknown) });
      const { host: _host, 'content-length': _length, connection: _connection, ...rest } = headers;
      const upstream = await fetch(target + url, {
        method,
        headers: rest as Record<string, string>,
        ...(bytes.length > 0 ? { body: new Uint8Array(bytes) } : {}),
      });
      const content = Buffer.from(await upstream.arrayBuffer());
      response.writeHead(upstream.status, { 'content-type': upstream.headers.get('content-type') ?? '' }).end(content);
    };
    forward().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
