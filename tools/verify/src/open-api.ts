import { randomUUID } from 'node:crypto';
import { unwrap } from '@goen/client';
import { createGatewayApi } from '@goen/stack/demo';

export type OpenApi = ReturnType<typeof createOpenApi>;

/** The API of the demo, and any path as text: for harnesses, which check what they get themselves. */
export function createOpenApi(url: string, key: string) {
  const api = createGatewayApi(url, key);
  const request = (method: 'get' | 'post', path: string, init: object = {}): Promise<unknown> =>
    unwrap(api.goen.request(method, path as never, init as never));
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    request('post', path, { body, headers: { 'idempotency-key': randomUUID(), ...headers } });
  return {
    ...api,
    get: (path: string): Promise<unknown> => request('get', path),
    post: (path: string, body: object): Promise<unknown> => post(path, body),
    uploadTo: (path: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<unknown> =>
      post(path, bytes, { 'content-type': type }),
  };
}
