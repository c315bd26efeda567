import { randomUUID } from 'node:crypto';
import { maxEndpoints, subscribableTypes, type WebhookEndpointView } from '@goen/contracts/public';
import { unseal } from '@goen/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { gatewayApp } from '../../start-gateway.ts';
import { type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench?.close());

const path = '/v1/webhook-endpoints';
const url = 'http://127.0.0.1:9/hooks';
const send = (method: string, at: string, body: object) =>
  bench.request(at, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const add = async (body: object = {}) =>
  (await (await bench.post(path, { url, ...body })).json()) as { endpoint: WebhookEndpointView; secret: string };
const secretsOf = (id: string) =>
  bench.rows<{ secret: Buffer; previous_secret: Buffer | null }>(
    'select secret, previous_secret from webhook_endpoint where id = ?',
    [id],
  );

test('an endpoint is made, read, changed and deleted; its secret is shown once and kept sealed', async () => {
  const { endpoint, secret } = await add({ description: 'ours', types: ['credit.earned', 'credit.earned'] });
  expect(endpoint).toMatchObject({ url, description: 'ours', types: ['credit.earned'], state: 'enabled' });
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  const one = `${path}/${endpoint.id}`;
  expect(await (await bench.request(one)).json()).toEqual(endpoint);
  const listed = await (await bench.request(path)).text();
  expect(listed).toContain(endpoint.id);
  expect(listed).not.toContain(secret);

  const [kept] = await secretsOf(endpoint.id);
  expect(Buffer.from(kept?.secret ?? []).includes(secret.slice(6))).toBe(false);
  expect(unseal(kept?.secret ?? Buffer.of(), endpoint.id, bench.context.webhooks.secretKey)).toBe(secret);
  expect(() => unseal(kept?.secret ?? Buffer.of(), randomUUID(), bench.context.webhooks.secretKey)).toThrow(
    /authenticate/,
  );

  const changed = await (await send('PATCH', one, { types: [], state: 'disabled' })).json();
  expect(changed).toMatchObject({ types: [], description: 'ours', state: 'disabled', disabled_because: 'asked' });
  expect((await bench.request(one, { method: 'DELETE' })).status).toBe(204);
  expect((await bench.request(one)).status).toBe(404);
});

test('a secret is not kept by Idempotency-Key', async () => {
  const headers = { 'idempotency-key': 'make-one' };
  const answer = (await (await bench.post(path, { url }, headers)).json()) as { secret: string };
  const kept = await bench.rows<{ body: string | null }>('select body from idempotency_key');
  expect(kept.filter(({ body }) => body?.includes(answer.secret))).toEqual([]);
});

test.each([
  ['no URL', { url: 'hooks' }, 'malformed_url', '/url'],
  ['another protocol', { url: 'ftp://x.example/' }, 'not_https', '/url'],
  ['a type that there is not', { url, types: ['case.deleted'] }, 'invalid_value', '/types/0'],
  ['a test, which nobody takes', { url, types: ['endpoint.test'] }, 'invalid_value', '/types/0'],
  ['NUL', { url, description: 'a\0b' }, 'unstorable_text', '/description'],
])('%s is refused with its place', async (_what, body, code, pointer) => {
  const answer = await bench.post(path, body);
  expect(await answer.json()).toMatchObject({ status: 422, errors: [{ code, pointer }] });
});

test('outside of development the URL must lead to the public internet, also when it is changed', async () => {
  const webhooks = { ...bench.context.webhooks, allowPrivate: false };
  const strict = gatewayApp({ ...bench.context, webhooks }, { operatorName: 'Goen' }, {});
  const headers = { authorization: `Bearer ${bench.hinode.key}`, 'content-type': 'application/json' };
  const post = await strict.request(path, { method: 'POST', headers, body: '{"url":"https://127.0.0.1/"}' });
  expect(await post.json()).toMatchObject({ status: 422, errors: [{ code: 'private_address', pointer: '/url' }] });
  const { endpoint } = await add();
  const body = '{"url":"https://localhost/"}';
  const patch = await strict.request(`${path}/${endpoint.id}`, { method: 'PATCH', headers, body });
  expect(await patch.json()).toMatchObject({ errors: [{ code: 'private_address', pointer: '/url' }] });
});

test('a company has so many endpoints and no more, also when they are made at once', async () => {
  const before = ((await (await bench.request(path)).json()) as { items: object[] }).items.length;
  const answers = await Promise.all(Array.from({ length: maxEndpoints + 3 }, () => bench.post(path, { url })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(maxEndpoints - before);
  expect(await answers.find(({ status }) => status === 409)?.json()).toMatchObject({ code: 'too_many_endpoints' });
  const { items } = (await (await bench.request(path, {}, bench.aoba.key)).json()) as { items: object[] };
  expect(items).toEqual([]);
});

test('disabling drops what waits; enabled again it hears of what comes next', async () => {
  const { items } = (await (await bench.request(path)).json()) as { items: WebhookEndpointView[] };
  const id = items[0]?.id ?? '';
  expect((await bench.post(`${path}/${id}/test`, {})).status).toBe(202);
  await send('PATCH', `${path}/${id}`, { state: 'disabled' });
  const deliveries = await (await bench.request(`${path}/${id}/deliveries`)).json();
  expect(deliveries).toMatchObject({ items: [{ state: 'dropped', last_error: 'endpoint_disabled' }], next: null });
  expect(await (await send('PATCH', `${path}/${id}`, { state: 'enabled' })).json()).toMatchObject({
    state: 'enabled',
    disabled_because: null,
  });
});

test('deliveries come in stable pages, the newest first', async () => {
  const { items } = (await (await bench.request(path)).json()) as { items: WebhookEndpointView[] };
  const id = items[1]?.id ?? '';
  for (let n = 0; n < 5; n += 1) await bench.post(`${path}/${id}/test`, {});
  type Page = { items: { id: string; created_at: string }[]; next: string | null };
  const read = async (query: string) =>
    (await (await bench.request(`${path}/${id}/deliveries${query}`)).json()) as Page;
  const first = await read('?limit=3');
  await bench.post(`${path}/${id}/test`, {});
  const second = await read(`?limit=3&cursor=${first.next}`);
  const seen = [...first.items, ...second.items];
  expect([seen.length, new Set(seen.map((one) => one.id)).size, second.next]).toEqual([5, 5, null]);
  expect(seen.map((one) => one.created_at)).toEqual(
    seen
      .map((one) => one.created_at)
      .toSorted()
      .toReversed(),
  );
});

test('the edge: a scope, an id that is none, nothing to change', async () => {
  const { key } = await createKey(bench.admin, { company: 'hinode', name: 'few', scopes: ['cases:read'] });
  expect((await bench.request(path, {}, key)).status).toBe(403);
  expect((await bench.post(path, { url }, {}, key)).status).toBe(403);
  expect((await bench.request(`${path}/x`)).status).toBe(404);
  expect((await bench.post(`${path}/${randomUUID()}/rotate-secret`, {})).status).toBe(404);
  expect((await send('PATCH', `${path}/${randomUUID()}`, {})).status).toBe(422);
});

test('the API description tells of every event', async () => {
  const document = (await (await bench.app.request('/openapi.json')).json()) as { webhooks: Record<string, unknown> };
  expect(Object.keys(document.webhooks)).toEqual([...subscribableTypes, 'endpoint.test']);
});
