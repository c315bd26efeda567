import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FetchGuard, openFetchGuard } from './guard-fetch.ts';
import type { Address } from './public-address.ts';

let server: Server;
let origin = '';
let requests = 0;
const guards: FetchGuard[] = [];
const openGuard = (resolve: () => Promise<Address[]>, allowedOrigins: string[] = []) => {
  const guard = openFetchGuard({ resolve, allowedOrigins, timeoutMs: 2_000 });
  guards.push(guard);
  return guard;
};
beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    if (request.url === '/away') response.writeHead(302, { location: 'http://127.0.0.1:8999/inside' });
    response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const guard of guards) await guard.close();
  server.close();
});

const isRefused = expect.objectContaining({ cause: expect.objectContaining({ name: 'AddressRefusedError' }) });
const inside = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);

test.each([
  ['a private address', 'https://10.0.0.1/'],
  ['an IPv6 loopback', 'https://[::1]/'],
  ['http', 'http://93.184.215.14/'],
  ['a name that now is a private address', 'https://rebound.example/'],
])('nothing is sent to %s', async (_name, url) => {
  await expect(openGuard(inside).run(() => fetch(url))).rejects.toEqual(isRefused);
});

test('a name is resolved by the guard alone, for each connection', async () => {
  let lookups = 0;
  const guard = openGuard(() => {
    lookups += 1;
    return inside();
  });
  for (let n = 0; n < 2; n += 1)
    await expect(guard.run(() => fetch('https://localhost:8999/'))).rejects.toEqual(isRefused);
  expect(lookups).toBe(2);
});

test('an allowed origin is reached, and does not lead anywhere else', async () => {
  const guard = openGuard(inside, [origin]);
  expect(await (await guard.run(() => fetch(origin))).text()).toBe('ok');
  await expect(guard.run(() => fetch(`${origin}/away`))).rejects.toEqual(isRefused);
});

test('work outside of the guard, also at the same time, is as before', async () => {
  const before = requests;
  const guard = openGuard(inside);
  const [guarded, free] = await Promise.allSettled([guard.run(() => fetch(origin)), fetch(origin)]);
  expect([guarded.status, free.status]).toEqual(['rejected', 'fulfilled']);
  expect(requests).toBe(before + 1);
});
