import { createPayloadCodec } from '@goen/temporal-kit';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { expect, test } from 'vitest';
import { createPayloadApp } from './payload-app.ts';

const key = Buffer.alloc(32, 1);
const origin = 'https://temporal.example.jp';
const app = createPayloadApp(key, origin);
const plain = { caseId: '0199-7c' };

const toJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
const ask = (path: string, body: unknown) =>
  app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { origin, 'content-type': 'application/json' },
  });

test('payloads are decoded and encoded as the UI asks', async () => {
  const payload = toJson(defaultPayloadConverter.toPayload(plain));
  const encoded = (await (await ask('/encode', { payloads: [payload] })).json()) as { payloads: unknown[] };
  expect(JSON.stringify(encoded)).not.toContain(payload.data);
  const answer = await ask('/decode', { payloads: [...encoded.payloads, payload] });
  expect(await answer.json()).toEqual({ payloads: [payload, payload] });
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
});

test('a payload of an unknown key is refused, and so is what is no payload', async () => {
  const [foreign] = await createPayloadCodec(Buffer.alloc(32, 2)).encode([defaultPayloadConverter.toPayload(plain)]);
  const refused = await ask('/decode', { payloads: [toJson(foreign ?? {})] });
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('TEMPORAL_PAYLOAD_KEYS')]);
  for (const body of [null, [], { payloads: [{ data: 'ö' }] }]) expect((await ask('/decode', body)).status).toBe(400);
});

test('pages of other sites may not read the answers', async () => {
  const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
  const preflight = await app.request('/decode', { method: 'OPTIONS', headers });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
});
