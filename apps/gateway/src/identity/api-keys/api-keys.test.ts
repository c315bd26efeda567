import { isWellFormedKey, newApiKey } from '@goen/case-store';
import { apiKeyPage, type IssuedApiKey, issuedApiKey } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const create = async (body: object, key?: string) => {
  const answer = await gateway.post('/v1/api-keys', { name: 'ATS', scopes: ['cases:read'], ...body }, {}, key);
  return { status: answer.status, body: (await answer.json()) as IssuedApiKey & { code?: string; detail?: string } };
};
const readStatus = async (key: string, path = '/v1/cases') => (await gateway.request(path, {}, key)).status;
const get = async (id: string) => (await gateway.request(`/v1/api-keys/${id}`)).json() as Promise<object>;
const revoke = (id: string, key?: string) => gateway.request(`/v1/api-keys/${id}`, { method: 'DELETE' }, key);
const rotate = (id: string, body: object, key?: string) => gateway.post(`/v1/api-keys/${id}/rotate`, body, {}, key);

test('a key is shown once, grants its scopes, says when it was used, and is refused once revoked', async () => {
  const { status, body } = await create({});
  const { key, api_key: view } = issuedApiKey.parse(body);
  expect([status, view]).toMatchObject([
    201,
    { name: 'ATS', state: 'active', test: false, created_by: gateway.hinode.actor, last_used_on: null },
  ]);
  expect(key.startsWith(view.prefix)).toBe(true);
  expect(JSON.stringify(await gateway.rows('select * from api_key'))).not.toContain(key);
  expect([await readStatus(key), await readStatus(key, '/v1/candidates')]).toEqual([200, 403]);
  await expect
    .poll(() => get(view.id), { timeout: 30_000 })
    .toMatchObject({ last_used_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  const page = apiKeyPage.parse(await (await gateway.request('/v1/api-keys?limit=1')).json());
  expect(page).toMatchObject({ items: [{ id: view.id }], next: expect.any(String) });
  expect((await revoke(view.id, gateway.aoba.key)).status).toBe(404);
  expect([(await revoke(view.id)).status, (await revoke(view.id)).status]).toEqual([204, 404]);
  await expect.poll(() => readStatus(key), { timeout: 30_000 }).toBe(401);
  expect(await get(view.id)).toMatchObject({ state: 'revoked' });
  expect(await gateway.listAudit(view.id)).toEqual(['key.created', 'key.revoked']);
});

test('a rotated key works beside its successor for the overlap, and no longer', async () => {
  const old = issuedApiKey.parse((await create({ expires_at: '2099-01-01T00:00:00Z' })).body);
  const answer = await rotate(old.api_key.id, { overlap_hours: 24 });
  const successor = issuedApiKey.parse(await answer.json());
  expect([answer.status, successor.api_key]).toMatchObject([
    201,
    { name: 'ATS', scopes: ['cases:read'], rotated_from: old.api_key.id, expires_at: '2099-01-01T00:00:00.000Z' },
  ]);
  expect([await readStatus(old.key), await readStatus(successor.key)]).toEqual([200, 200]);
  expect(await gateway.listAudit(old.api_key.id)).toEqual(['key.created', 'key.rotated']);
  await gateway.rows("update api_key set expires_at = now() - interval '1 s' where id = ?", [old.api_key.id]);
  await expect.poll(() => readStatus(old.key), { timeout: 30_000 }).toBe(401);
  expect(await readStatus(successor.key)).toBe(200);
  expect((await rotate(old.api_key.id, {})).status).toBe(404);
  expect((await rotate(successor.api_key.id, {}, gateway.aoba.key)).status).toBe(404);
});

test('nobody gets more through a key than they have', async () => {
  const scopes = ['keys:manage', 'cases:read'] as const;
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'keys', scopes: [...scopes] });
  expect(await create({ scopes: ['mail:write'] }, key)).toMatchObject({ status: 403, body: { code: 'missing_scope' } });
  const strong = issuedApiKey.parse((await create({ scopes: ['mail:write'] })).body);
  expect((await rotate(strong.api_key.id, {}, key)).status).toBe(403);
  expect(await readStatus(strong.key, '/v1/cases')).toBe(403);
  expect(await get(strong.api_key.id)).toMatchObject({ state: 'active', expires_at: null });
  expect((await create({ scopes: ['cases:read'] }, key)).status).toBe(201);
});

test('a key that ends leaves no key behind that goes on', async () => {
  const scopes = ['keys:manage', 'cases:read'];
  const [endless, ending] = [
    (await create({ scopes })).body,
    (await create({ scopes, expires_at: '2099-01-01T00:00:00Z' })).body,
  ];
  for (const expiresAt of [null, '2099-01-01T00:00:01Z']) {
    expect(await create({ expires_at: expiresAt }, ending.key)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request' },
    });
  }
  expect((await create({ expires_at: '2099-01-01T00:00:00Z' }, ending.key)).status).toBe(201);
  expect((await rotate(endless.api_key.id, {}, ending.key)).status).toBe(422);
  expect(await get(endless.api_key.id)).toMatchObject({ state: 'active', expires_at: null });
  const successor = issuedApiKey.parse(await (await rotate(ending.api_key.id, {}, ending.key)).json());
  expect(successor.api_key.expires_at).toBe('2099-01-01T00:00:00.000Z');
});

test.each([
  [{ scopes: ['all'] }, '/scopes/0', 'unknown_scope'],
  [{ scopes: [] }, '/scopes', 'too_small'],
  [{ expires_at: '2020-01-01T00:00:00Z' }, '/expires_at', 'out_of_range'],
])('%j is refused', async (body, pointer, code) => {
  expect(await create(body)).toMatchObject({ status: 422, body: { errors: [{ pointer, code }] } });
});

test('a mistyped key is recognised by its checksum, and keys older than checksums still work', async () => {
  for (const isTest of [false, true]) {
    const { key, prefix } = newApiKey(isTest);
    expect([key.startsWith(isTest ? 'goen_test_' : 'goen_'), key.startsWith(prefix)]).toEqual([true, true]);
    expect(isWellFormedKey(key)).toBe(true);
    const last = key.endsWith('0') ? '1' : '0';
    for (const typo of [key.slice(0, -1), `${key}x`, `${key.slice(0, -1)}${last}`, key.replace('goen', 'gone')])
      expect([typo, isWellFormedKey(typo)]).toEqual([typo, false]);
  }
  const answer = await gateway.request('/v1/cases', {}, `${newApiKey().key.slice(0, -1)}_`);
  expect([answer.status, await answer.json()]).toMatchObject([401, { detail: expect.stringContaining('mistyped') }]);
  const older = `goen_${'a1-_'.repeat(11).slice(0, 43)}`;
  await gateway.rows(
    `insert into api_key (id, company_id, name, prefix, key_hash, scopes, created_at)
     values (gen_random_uuid(), ?, 'older', ?, encode(sha256(?::bytea), 'hex'), '{cases:read}', now())`,
    [gateway.hinode.id, older.slice(0, 11), older],
  );
  expect(await readStatus(older)).toBe(200);
});
