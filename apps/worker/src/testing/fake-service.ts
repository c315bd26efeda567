import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Asked = { readonly path: string; readonly authorization: string; readonly body: Record<string, unknown> };
/** `cut`: the work is done, but its answer is lost. */
export type Answer = { status: number; body?: object; headers?: Record<string, string> } | 'cut';

/** A service on a real port that answers as a test tells it, and remembers what it was asked. */
export async function fakeService() {
  const asked: Asked[] = [];
  let answer: (request: Asked, times: number) => Answer = () => ({ status: 503 });
  const server = createServer((request, response) => {
    void text(request).then((content) => {
      const { url: path = '', headers } = request;
      const body = (content === '' ? {} : JSON.parse(content)) as Record<string, unknown>;
      const one = { path, authorization: headers.authorization ?? '', body };
      asked.push(one);
      const given = answer(one, asked.length);
      if (given === 'cut') return request.socket.destroy();
      response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      return response.end(given.body ? JSON.stringify(given.body) : '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 'a-token-of-the-tests' },
    asked,
    /** From now on; what was asked before is forgotten. */
    answers(how: typeof answer) {
      asked.length = 0;
      answer = how;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
