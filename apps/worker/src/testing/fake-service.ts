import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type ReceivedRequest = {
  readonly path: string;
  readonly authorization: string;
  readonly body: Record<string, unknown>;
};
/** `cut`: the work is done, but the connection breaks before the response. */
export type Answer = { status: number; body?: object; headers?: Record<string, string> } | 'cut';

/** A service on a real port that records requests and responds as the test defines. */
export async function fakeService() {
  const requests: ReceivedRequest[] = [];
  let respond: (request: ReceivedRequest, times: number) => Answer = () => ({ status: 503 });
  const server = createServer((request, response) => {
    void text(request).then((content) => {
      const { url: path = '', headers } = request;
      const body = (content === '' ? {} : JSON.parse(content)) as Record<string, unknown>;
      const received = { path, authorization: headers.authorization ?? '', body };
      requests.push(received);
      const answer = respond(received, requests.length);
      if (answer === 'cut') return request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      return response.end(answer.body ? JSON.stringify(answer.body) : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'a-token-of-the-tests' },
    requests,
    /** Sets the response to later requests and forgets the earlier ones. */
    respondWith(next: typeof respond) {
      requests.length = 0;
      respond = next;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
