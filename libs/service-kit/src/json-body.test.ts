import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from './app.ts';
import { readJson } from './json-body.ts';
import { createLogger } from './logger.ts';

const schema = z.object({ people: z.array(z.object({ 'a/b': z.number() })) });
const app = createApp(createLogger('test', 'silent'), new Hono<{ Variables: { requestId: string } }>());
app.post('/', async (c) => c.json(await readJson(c, schema, 100)));

const post = (body: string | Uint8Array<ArrayBuffer>, type = 'application/json') =>
  app.request('/', { method: 'POST', body, headers: { 'content-type': type } });

test.each([
  ['another media type', '{}', 'text/plain', 415, 'unsupported_media_type'],
  ['a body over the limit', `"${'x'.repeat(200)}"`, 'application/json', 413, 'body_too_large'],
  ['broken JSON', '{"people":', 'application/json', 400, 'malformed_json'],
  ['a wrong shape', '{"people":[{"a/b":"x"}]}', 'application/json; charset=utf-8', 422, 'invalid_request'],
] as const)('%s is a problem', async (_name, body, type, status, code) => {
  const answer = await post(body, type);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status, code });
});

test('a fault is pointed at by an escaped JSON Pointer', async () => {
  const answer = await post('{"people":[{"a/b":"x"}]}');
  expect(await answer.json()).toMatchObject({ errors: [{ pointer: '/people/0/a~1b', code: 'invalid_type' }] });
});

test('bytes that are not UTF-8 are refused', async () => {
  expect((await post(new Uint8Array([0x22, 0x82, 0xa0, 0x22]))).status).toBe(400);
});

test('a good body is answered', async () => {
  expect(await (await post('{"people":[{"a/b":1}]}')).json()).toEqual({ people: [{ 'a/b': 1 }] });
});

test.each(['10', undefined])('a body over the limit is cut off when its Content-Length is %s', async (length) => {
  const headers = { 'content-type': 'application/json', ...(length === undefined ? {} : { 'content-length': length }) };
  const answer = await app.request('/', { method: 'POST', body: `"${'x'.repeat(200)}"`, headers });
  expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
});
