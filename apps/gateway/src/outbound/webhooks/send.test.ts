import { type AddressInfo, createServer, type Server } from 'node:net';
import { type Address, openSender, type Resolve, systemResolve } from '@goen/service-kit/outbound';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver } from '../../testing/receiver.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver?.close());

const timeoutMs = 1_500;
const ipv4 = (address: string): Address => ({ address, family: 4 });

async function send(url: string, settings: { allowPrivate?: boolean; resolve?: Resolve } = {}) {
  const sender = openSender({ allowPrivate: true, resolve: systemResolve, ...settings }, timeoutMs);
  try {
    return await sender.send(url, { 'content-type': 'application/json' }, '{}');
  } finally {
    await sender.close();
  }
}

test('never connects to a local address, given as a literal or by name', async () => {
  const before = receiver.received.length;
  const refused = { kind: 'failed', error: 'address_refused' };
  const url = (host: string) => `https://${host}:${receiver.port}/`;
  expect(await send(url('127.0.0.1'), { allowPrivate: false })).toEqual(refused);
  expect(await send(url('[::1]'), { allowPrivate: false })).toEqual(refused);
  expect(await send(url('localhost'), { allowPrivate: false })).toEqual(refused);
  expect(await send(receiver.url, { allowPrivate: false })).toEqual({ kind: 'failed', error: 'url_refused' });
  expect(receiver.received).toHaveLength(before);
});

test('refuses a name that resolves to another address when connecting (DNS rebinding)', async () => {
  const answers = [[ipv4('93.184.215.14')], [ipv4('127.0.0.1')]];
  const resolve: Resolve = () => Promise.resolve(answers.shift() ?? [ipv4('127.0.0.1')]);
  // Resolved once when the endpoint is saved, and again for the connection.
  await resolve('rebinding.example');
  const url = `https://rebinding.example:${receiver.port}/`;
  expect(await send(url, { allowPrivate: false, resolve })).toEqual({ kind: 'failed', error: 'address_refused' });
});

test('refuses a name with one private address among public ones', async () => {
  const resolve: Resolve = () => Promise.resolve([ipv4('93.184.215.14'), ipv4('10.0.0.1')]);
  expect(await send('https://mixed.example/', { allowPrivate: false, resolve })).toMatchObject({
    error: 'address_refused',
  });
});

test('connects to the address it checked, with a single lookup', async () => {
  const lookups: string[] = [];
  const resolve: Resolve = (name) => {
    lookups.push(name);
    return Promise.resolve([ipv4(lookups.length === 1 ? '127.0.0.1' : '192.0.2.1')]);
  };
  const answer = await send(`http://pinned.example:${receiver.port}/`, { resolve });
  expect(answer).toMatchObject({ kind: 'answered', status: 204 });
  expect(lookups).toEqual(['pinned.example']);
  expect(receiver.received.at(-1)?.headers.host).toBe(`pinned.example:${receiver.port}`);
});

test('does not follow redirects', async () => {
  const before = receiver.received.length;
  receiver.respondWith(302, { location: `${receiver.url}/elsewhere` });
  expect(await send(receiver.url)).toMatchObject({ kind: 'answered', status: 302 });
  receiver.respondWith(204);
  expect(receiver.received).toHaveLength(before + 1);
});

test('reads Retry-After in seconds only', async () => {
  receiver.respondWith(429, { 'retry-after': '120' });
  expect(await send(receiver.url)).toEqual({ kind: 'answered', status: 429, retryAfterMs: 120_000 });
  receiver.respondWith(503, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' });
  expect(await send(receiver.url)).toEqual({ kind: 'answered', status: 503, retryAfterMs: 0 });
  receiver.respondWith(204);
});

test('times out when the server does not respond', async () => {
  receiver.behave(() => {});
  expect(await send(receiver.url)).toEqual({ kind: 'failed', error: 'timeout' });
  receiver.respondWith(204);
});

test('times out when the server responds a byte at a time', async () => {
  const drip: Server = createServer((socket) => {
    const answer = `HTTP/1.1 200 OK\r\nx-slow: ${'y'.repeat(1_000)}`[Symbol.iterator]();
    const timer = setInterval(() => socket.write(answer.next().value ?? ''), 50);
    socket.on('close', () => clearInterval(timer));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => drip.listen(0, '127.0.0.1', resolve));
  const { port } = drip.address() as AddressInfo;
  expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ kind: 'failed', error: 'timeout' });
  await new Promise((resolve) => drip.close(resolve));
});

test.each([
  ['an unknown name', 'http://nowhere.invalid/', 'unresolvable'],
  ['a closed port', 'http://127.0.0.1:9/', 'connection_failed'],
])('%s: %s', async (_name, url, error) => {
  expect(await send(url)).toEqual({ kind: 'failed', error });
});

test('https to a server without TLS fails', async () => {
  expect(await send(`https://127.0.0.1:${receiver.port}/`)).toMatchObject({ kind: 'failed', error: 'tls_failed' });
});
