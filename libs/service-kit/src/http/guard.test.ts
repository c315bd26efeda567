import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../logger.ts';
import { requireCaller } from './bearer.ts';
import { defineRoute, jsonBody, jsonResponse } from './define-route.ts';
import { HttpProblem } from './problem.ts';
import { readWhole } from './read-body.ts';
import { type RunningServer, serveApp } from './server.ts';
import { createServiceApp } from './service-app.ts';

const token = 'a-token-of-the-service';
const person = z.strictObject({ 'a/b': z.number(), can_email: z.boolean().optional() });
const schema = z.strictObject({ people: z.array(person) });

const post = defineRoute({
  method: 'post',
  path: '/people/{id}',
  access: { scheme: 'token', scopes: ['people:write'] },
  maxBodyBytes: 100,
  idempotent: true,
  request: {
    params: z.object({ id: z.uuid() }),
    query: z.strictObject({ dry_run: z.enum(['true', 'false']).optional() }),
    body: jsonBody(schema, { people: [] }),
  },
  responses: { 200: jsonResponse(schema, 'The people.') },
});
const open = defineRoute({
  method: 'get',
  path: '/open',
  access: 'public',
  responses: { 200: jsonResponse(z.object({ ok: z.boolean() }), 'Open.') },
});

const steps: string[] = [];
const app = createServiceApp(createLogger('test', 'silent'), {
  schemes: {
    token: (c, scopes) => {
      void requireCaller([{ caller: 'tests', token }])(c, ['tests']);
      if (c.req.header('x-scope') !== scopes[0]) throw new HttpProblem('missing_scope');
    },
  },
  runIdempotently: async (_c, next) => {
    steps.push('idempotency');
    await next();
  },
});
app.openapi(post, (c) => c.json(c.req.valid('json'), 200));
app.openapi(open, (c) => c.json({ ok: true }, 200));
const slow = defineRoute({
  method: 'post',
  path: '/slow',
  access: 'public',
  request: { body: { content: { '*/*': { schema: z.string() } } } },
  responses: { 200: jsonResponse(z.object({ bytes: z.number() }), 'Read.') },
});
app.openapi(slow, async (c) => {
  const bytes = await readWhole(c, { maxBytes: 1_000, tooLargeCode: 'body_too_large', timeoutMs: 200 });
  return c.json({ bytes: bytes.byteLength }, 200);
});
app.get('/unmarked', (c) => c.text('a route that nobody allowed'));

const id = '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b';
const good = {
  authorization: `Bearer ${token}`,
  'x-scope': 'people:write',
  'content-type': 'application/json',
};
type Call = {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
};
const call = ({ path = `/people/${id}`, method = 'POST', headers = good, body = '{"people":[]}' }: Call = {}) =>
  app.request(path, { method, headers, ...(method === 'GET' ? {} : { body }) });
const without = (name: keyof typeof good) =>
  Object.fromEntries(Object.entries(good).filter(([key]) => key !== name)) as Record<string, string>;
const long = `"${'x'.repeat(200)}"`;

test('a request that is good in everything is answered', async () => {
  const answer = await call({ body: '{"people":[{"a/b":1}]}' });
  expect([answer.status, await answer.json()]).toEqual([200, { people: [{ 'a/b': 1 }] }]);
});

test.each([
  ['gzip', gzipSync('{"people":[{"a/b":1}]}'), 200, undefined],
  ['x-gzip', gzipSync('{"people":[]}'), 200, undefined],
  ['GZIP', Buffer.concat([gzipSync('{"people"'), gzipSync(':[]}')]), 200, undefined],
  ['identity', Buffer.from('{"people":[]}'), 200, undefined],
  ['gzip', gzipSync('{"people":'), 400, 'malformed_json'],
  ['gzip', gzipSync(`{"people":[],"more":${long}}`), 413, 'body_too_large'],
  ['gzip', gzipSync(randomBytes(200)), 413, 'body_too_large'],
  ['gzip', Buffer.from('{"people":[]}'), 415, 'unsupported_media_type'],
  ['gzip', gzipSync('{"people":[]}').subarray(0, -9), 415, 'unsupported_media_type'],
  ['br', Buffer.from('{"people":[]}'), 415, 'unsupported_media_type'],
  ['deflate', Buffer.from('{"people":[]}'), 415, 'unsupported_media_type'],
  ['gzip, gzip', gzipSync(gzipSync('{"people":[]}')), 415, 'unsupported_media_type'],
])(
  'a body with Content-Encoding %s (case %#) is read within its limit or refused',
  async (coding, body, status, code) => {
    const answer = await call({ headers: { ...good, 'content-encoding': coding }, body: new Uint8Array(body) });
    expect([answer.status, ((await answer.json()) as { code?: string }).code]).toEqual([status, code]);
    expect(answer.headers.get('accept-encoding')).toBe(status === 415 ? 'gzip' : null);
  },
);

// Each request is wrong in its own way and in every way that is checked later.
test.each([
  ['route', { path: '/nowhere', headers: {}, body: long }, 404, 'not_found'],
  ['method', { method: 'DELETE', headers: {}, body: long }, 405, 'method_not_allowed'],
  ['key', { headers: { 'content-length': '203' }, body: long }, 401, 'unauthorized'],
  ['scope', { headers: { ...without('x-scope'), 'content-length': '203' }, body: long }, 403, 'missing_scope'],
  ['escapes of the path', { path: '/people/%00', headers: { ...good, 'content-length': '203' } }, 404, 'not_found'],
  [
    'escapes of the query',
    { path: `/people/${id}?dry_run=%ff`, headers: { ...good, 'content-length': '203' } },
    422,
    'invalid_request',
  ],
  [
    'declared size',
    { headers: { ...good, 'content-type': 'text/plain', 'content-length': '203' }, body: long },
    413,
    'body_too_large',
  ],
  ['media type', { headers: { ...good, 'content-type': 'text/plain' }, body: long }, 415, 'unsupported_media_type'],
  ['undeclared size', { body: `{${long}` }, 413, 'body_too_large'],
  ['JSON syntax', { path: '/people/no-id', body: '{"people":' }, 400, 'malformed_json'],
  ['path parameter', { path: '/people/no-id', body: '{"people":1}' }, 404, 'not_found'],
  ['schema', { body: '{"people":[{"a/b":"x"}]}' }, 422, 'invalid_request'],
] as const)('%s is checked in its turn', async (_name, request, status, code) => {
  const answer = await call(request);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(await answer.json()).toMatchObject({ status, code });
});

test.each([
  ['a=%ED%A0%80', '/a'],
  ['a=1&b=%C3', '/b'],
  ['%00=1', ''],
  ['a=%', '/a'],
])('a query %s that is no text is refused with a pointer', async (query, pointer) => {
  const answer = await call({ path: `/people/${id}?${query}` });
  expect(await answer.json()).toMatchObject({ status: 422, errors: [{ pointer, code: 'unstorable_text' }] });
});

test.each(['application/json;', 'application/json ; charset=utf-8', 'APPLICATION/JSON; charset=utf-8;'])(
  '%s is JSON',
  async (type) => {
    expect((await call({ headers: { ...good, 'content-type': type } })).status).toBe(200);
  },
);

test('a JSON body that may be missing cannot be defined', () => {
  const body = { content: { 'application/json': { schema } } };
  expect(() => defineRoute({ method: 'post', path: '/x', access: 'public', request: { body }, responses: {} })).toThrow(
    'POST /x: a JSON body is always required',
  );
});

test('idempotency comes after the syntax and before the schema', async () => {
  steps.length = 0;
  await call({ body: '{"people":' });
  expect(steps).toEqual([]);
  expect((await call({ body: '{"people":1}' })).status).toBe(422);
  expect(steps).toEqual(['idempotency']);
});

test('a wrong method names those that are allowed', async () => {
  expect((await call({ method: 'DELETE' })).headers.get('allow')).toBe('POST');
  expect((await call({ path: '/open', method: 'POST' })).headers.get('allow')).toBe('GET, HEAD');
});

test('a route without a policy is denied, a public one needs no key', async () => {
  expect((await app.request('/unmarked')).status).toBe(401);
  expect((await app.request('/open')).status).toBe(200);
});

test('unknown fields and query parameters are refused, and only what resembles a known name is named', async () => {
  const body = '{"people":[{"a/b":1,"can_emial":false,"yamada_taro":1,"山田 太郎":1}],"taro@example.jp":1}';
  const answer = await call({ body });
  const text = await answer.text();
  expect(text).not.toMatch(/taro|山田/);
  expect(JSON.parse(text)).toMatchObject({
    errors: [
      {
        pointer: '/people/0/can_emial',
        code: 'unknown_field',
        detail: 'Unknown field; did you mean "can_email"?',
      },
      { pointer: '/people/0', code: 'unknown_field', detail: 'Unknown field. Known here: a/b, can_email.' },
      { pointer: '', code: 'unknown_field' },
    ],
  });
  const query = await call({ path: `/people/${id}?dryrun=true&taro@example.jp` });
  expect((await query.json()) as object).toMatchObject({
    errors: [
      { pointer: '/dryrun', code: 'unknown_field' },
      { pointer: '', code: 'unknown_field' },
    ],
  });
});

test('a fault is located by an escaped JSON Pointer', async () => {
  const answer = await call({ body: '{"people":[{"a/b":"x"}]}' });
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/people/0/a~1b', code: 'invalid_type' }] });
});

test.each([
  ['bytes that are not UTF-8', new Uint8Array([0x22, 0x82, 0xa0, 0x22]), 400],
  ['text that the database cannot store', '{"people":[],"x\\u0000":1}', 422],
] as const)('%s are refused', async (_name, body, status) => {
  expect((await call({ body })).status).toBe(status);
});

let server: RunningServer;
beforeAll(async () => {
  server = await serveApp(app, { port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

test.each([
  ['a declared length over the limit', { 'content-length': String(8 * 1024 * 1024) }, 413],
  ['an undeclared length over the limit', {}, 413],
  ['a missing key', { authorization: '' }, 401],
] as const)(
  'after %s the connection closes cleanly, and the next request of the client works',
  async (_name, extra, status) => {
    const dispatcher = new Agent({ connections: 1, pipelining: 1 });
    const body = Buffer.alloc(8 * 1024 * 1024, 0x20);
    try {
      for (let round = 0; round < 5; round += 1) {
        const chunked = 'content-length' in extra || 'authorization' in extra ? body : Readable.from([body]);
        const refused = await request(`${server.url}/people/${id}`, {
          method: 'POST',
          headers: { ...good, ...extra },
          body: chunked,
          dispatcher,
        });
        expect([refused.statusCode, refused.headers.connection]).toEqual([status, 'close']);
        expect(await refused.body.json()).toMatchObject({ status });
        const next = await request(`${server.url}/open`, { dispatcher });
        expect(await next.body.json()).toEqual({ ok: true });
      }
    } finally {
      await dispatcher.close();
    }
  },
);

test.each([
  ['declared', 'content-length: 100'],
  ['undeclared', 'transfer-encoding: chunked'],
])('the connection of a body of %s length that does not arrive is closed', async (_name, header) => {
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname, () => {
    socket.write(`POST /slow HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n${header}\r\n\r\n5\r\nhello\r\n`);
  });
  await new Promise<void>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
  const next = await fetch(`${server.url}/slow`, { method: 'POST', body: 'hello' });
  expect(await next.json()).toEqual({ bytes: 5 });
});

/** A client that sends everything before it reads anything. Resolves to what it received once the server has closed. */
function sendAllThenRead(head: readonly string[], parts: readonly Buffer[]): Promise<string> {
  const { port, hostname } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (bytes) => received.push(bytes));
    socket.on('error', reject);
    socket.on('end', () => {
      socket.end();
      resolve(Buffer.concat(received).toString());
    });
  });
}
const block = Buffer.alloc(64 * 1024, 0x20);
const toChunk = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.byteLength.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
const chunk = toChunk(block);
const end = Buffer.from('0\r\n\r\n');
const packed = { coding: 'content-encoding: gzip', bomb: toChunk(gzipSync(Buffer.alloc(64 * 1024 * 1024))) };
const blocks = 512;

test.each([
  ['declared', [`content-length: ${block.byteLength * blocks}`], Array(blocks).fill(block)],
  ['undeclared', ['transfer-encoding: chunked'], [...Array(blocks).fill(chunk), end]],
  ['packed', ['transfer-encoding: chunked', packed.coding], [packed.bomb, ...Array(blocks).fill(chunk), end]],
] as const)(
  'a client that sends a long body of %s length before it reads gets the refusal',
  async (_name, framing, parts) => {
    const headers = Object.entries(good).map(([name, value]) => `${name}: ${value}`);
    const head = [`POST /people/${id} HTTP/1.1`, 'host: test', ...headers, ...framing];
    const received = await sendAllThenRead(head, parts);
    expect(received).toMatch(/^HTTP\/1\.1 413 /);
    expect(received).toContain('"code":"body_too_large"');
  },
);

test('a small refused body leaves the connection open', async () => {
  const refused = await fetch(`${server.url}/people/${id}`, { method: 'POST', headers: good, body: '{"people":1}' });
  expect([refused.status, refused.headers.get('connection')]).toEqual([422, 'keep-alive']);
});
