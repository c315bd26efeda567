import { randomUUID } from 'node:crypto';
import { maxEndpoints, subscribableTypes, type WebhookEndpointView } from '@goen/contracts/public';
import { unseal } from '@goen/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const path = '/v1/webhook-endpoints';
const url = 'http://127.0.0.1:9/hooks';
const send = (method: string, target: string, body: object) =>
  gateway.request(target, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const add = async (body: object = {}) =>
  (await (await gateway.post(path, { url, ...body })).json()) as { endpoint: WebhookEndpointView; secret: string };
const readSecrets = (id: string) =>
  gateway.rows<{ secret: Buffer; previous_secret: Buffer | null }>(
    'select secret, previous_secret from webhook_endpoint where id = ?',
    [id],
  );

test('creates, reads, changes and deletes an endpoint; its secret is shown once and stored sealed', async () => {
  const { endpoint, secret } = await add({ description: 'ours', types: ['credit.earned', 'credit.earned'] });
  expect(endpoint).toMatchObject({ url, description: 'ours', types: ['credit.earned'], state: 'enabled' });
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
  const endpointPath = `${path}/${endpoint.id}`;
  expect(await (await gateway.request(endpointPath)).json()).toEqual(endpoint);
  const listed = await (await gateway.request(path)).text();
  expect(listed).toContain(endpoint.id);
  expect(listed).not.toContain(secret);

  const [stored] = await readSecrets(endpoint.id);
  expect(Buffer.from(stored?.secret ?? []).includes(secret.slice(6))).toBe(false);
  expect(unseal(stored?.secret ?? Buffer.of(), endpoint.id, gateway.context.webhooks.secretKey)).toBe(secret);
  expect(() => unseal(stored?.secret ?? Buffer.of(), randomUUID(), gateway.context.webhooks.secretKey)).toThrow(
    /authenticate/,
  );

  const changed = await (await send('PATCH', endpointPath, { types: [], state: 'disabled' })).json();
  expect(changed).toMatchObject({ types: [], description: 'ours', state: 'disabled', disabled_because: 'asked' });
  expect((await gateway.request(endpointPath, { method: 'DELETE' })).status).toBe(204);
  expect((await gateway.request(endpointPath)).status).toBe(404);
});

test('does not store a secret for Idempotency-Key', async () => {
  const headers = { 'idempotency-key': 'make-one' };
  const answer = (await (await gateway.post(path, { url }, headers)).json()) as { secret: string };
  const stored = await gateway.rows<{ body: string | null }>('select body from idempotency_key');
  expect(stored.filter(({ body }) => body?.includes(answer.secret))).toEqual([]);
});

test.each([
  ['no URL', { url: 'hooks' }, 'malformed_url', '/url'],
  ['another protocol', { url: 'ftp://x.example/' }, 'not_https', '/url'],
  ['an unknown type', { url, types: ['case.deleted'] }, 'invalid_value', '/types/0'],
  ['the test type', { url, types: ['endpoint.test'] }, 'invalid_value', '/types/0'],
  ['an unknown field', { url, descripton: 'x' }, 'unknown_field', '/descripton'],
  ['NUL', { url, description: 'a\0b' }, 'unstorable_text', '/description'],
])('refuses %s with a pointer', async (_name, body, code, pointer) => {
  const answer = await gateway.post(path, body);
  expect(await answer.json()).toMatchObject({ status: 422, errors: [{ code, pointer }] });
});

test('outside development the URL must be public, also when it is changed', async () => {
  const webhooks = { ...gateway.context.webhooks, allowPrivate: false };
  const strict = createGatewayApp({ ...gateway.context, webhooks }, { operatorName: 'Goen' }, {});
  const headers = { authorization: `Bearer ${gateway.hinode.key}`, 'content-type': 'application/json' };
  const post = await strict.request(path, { method: 'POST', headers, body: '{"url":"https://127.0.0.1/"}' });
  expect(await post.json()).toMatchObject({ status: 422, errors: [{ code: 'private_address', pointer: '/url' }] });
  const { endpoint } = await add();
  const body = '{"url":"https://localhost/"}';
  const patch = await strict.request(`${path}/${endpoint.id}`, { method: 'PATCH', headers, body });
  expect(await patch.json()).toMatchObject({ errors: [{ code: 'private_address', pointer: '/url' }] });
});

test('limits the endpoints of a company, also for concurrent requests', async () => {
  const before = ((await (await gateway.request(path)).json()) as { items: object[] }).items.length;
  const answers = await Promise.all(Array.from({ length: maxEndpoints + 3 }, () => gateway.post(path, { url })));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(maxEndpoints - before);
  expect(await answers.find(({ status }) => status === 409)?.json()).toMatchObject({ code: 'too_many_endpoints' });
  const { items } = (await (await gateway.request(path, {}, gateway.aoba.key)).json()) as { items: object[] };
  expect(items).toEqual([]);
});

test('disabling drops pending deliveries; an enabled endpoint gets later events', async () => {
  const { items } = (await (await gateway.request(path)).json()) as { items: WebhookEndpointView[] };
  const id = items[0]?.id ?? '';
  expect((await gateway.post(`${path}/${id}/test`, {})).status).toBe(202);
  await send('PATCH', `${path}/${id}`, { state: 'disabled' });
  const deliveries = await (await gateway.request(`${path}/${id}/deliveries`)).json();
  expect(deliveries).toMatchObject({ items: [{ state: 'dropped', last_error: 'endpoint_disabled' }], next: null });
  expect(await (await send('PATCH', `${path}/${id}`, { state: 'enabled' })).json()).toMatchObject({
    state: 'enabled',
    disabled_because: null,
  });
});

test('lists deliveries in stable pages, newest first', async () => {
  const { items } = (await (await gateway.request(path)).json()) as { items: WebhookEndpointView[] };
  const id = items[1]?.id ?? '';
  for (let n = 0; n < 5; n += 1) await gateway.post(`${path}/${id}/test`, {});
  type Page = { items: { id: string; created_at: string }[]; next: string | null };
  const readPage = async (query: string) =>
    (await (await gateway.request(`${path}/${id}/deliveries${query}`)).json()) as Page;
  const first = await readPage('?limit=3');
  await gateway.post(`${path}/${id}/test`, {});
  const second = await readPage(`?limit=3&cursor=${first.next}`);
  const seen = [...first.items, ...second.items];
  expect([seen.length, new Set(seen.map((delivery) => delivery.id)).size, second.next]).toEqual([5, 5, null]);
  expect(seen.map((delivery) => delivery.created_at)).toEqual(
    seen
      .map((delivery) => delivery.created_at)
      .toSorted()
      .toReversed(),
  );
});

test('refuses a missing scope, a malformed id and an empty change', async () => {
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'few', scopes: ['cases:read'] });
  expect((await gateway.request(path, {}, key)).status).toBe(403);
  expect((await gateway.post(path, { url }, {}, key)).status).toBe(403);
  expect((await gateway.request(`${path}/x`)).status).toBe(404);
  expect((await gateway.post(`${path}/${randomUUID()}/rotate-secret`, {})).status).toBe(404);
  expect((await send('PATCH', `${path}/${randomUUID()}`, {})).status).toBe(422);
});

test('documents every event', async () => {
  const document = (await (await gateway.app.request('/openapi.json')).json()) as { webhooks: Record<string, unknown> };
  expect(Object.keys(document.webhooks)).toEqual([...subscribableTypes, 'endpoint.test']);
});
