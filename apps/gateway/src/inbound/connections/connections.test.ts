import type { ConnectionView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const secrets = { signing_key: 'a-signing-key-nobody-may-see' };
const greenhouse = { kind: 'greenhouse', name: 'Greenhouse 本社', secrets };
const patch = (id: string, body: unknown, key = gateway.hinode.key) =>
  gateway.request(
    `/v1/connections/${id}`,
    { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    key,
  );
const connect = async (body: unknown, key = gateway.hinode.key) => {
  const answer = await gateway.post('/v1/connections', body, {}, key);
  expect(answer.status).toBe(201);
  return (await answer.json()) as ConnectionView;
};

it('seals its secrets in the database and shows only their names', async () => {
  const created = await connect(greenhouse);
  expect(created).toMatchObject({ kind: 'greenhouse', state: 'active', secrets: ['signing_key'], last_error: null });
  expect(created.hook_url).toBe(`http://gateway.test/v1/hooks/${created.id}`);
  const seen = await (await gateway.request(`/v1/connections/${created.id}`)).text();
  expect(seen).not.toContain(secrets.signing_key);
  const [row] = await gateway.rows<{ secrets: Buffer }>('select secrets from connection where id = ?', [created.id]);
  expect(row?.secrets.length).toBeGreaterThan(secrets.signing_key.length);
  expect(row?.secrets.toString('latin1')).not.toContain(secrets.signing_key);
});

it.each([
  [{ kind: 'unheard_of', name: 'x' }, '/kind', 'unknown_kind'],
  [{ kind: 'greenhouse', name: 'x' }, '/secrets/signing_key', 'invalid_type'],
  [{ ...greenhouse, settings: { colour: 'red' } }, '/settings', 'unknown_field'],
  [{ ...greenhouse, name: '' }, '/name', 'too_small'],
  [{ ...greenhouse, setings: {} }, '/setings', 'unknown_field'],
  [{ kind: 'hrmos', name: 'x', settings: { columns: { colour: '色' } } }, '/settings/columns', 'unknown_field'],
])('refuses %j and points at the fault', async (body, pointer, code) => {
  const answer = await gateway.post('/v1/connections', body);
  expect(answer.status).toBe(422);
  const { errors } = (await answer.json()) as { errors: { pointer: string; code: string }[] };
  expect(errors.map((error) => [error.pointer, error.code])).toContainEqual([pointer, code]);
});

it('a change replaces the given fields and keeps the others', async () => {
  const { id } = await connect({ kind: 'jobcan', name: 'ジョブカン', settings: { rejection_statuses: ['NG'] } });
  expect(await (await patch(id, { name: '新卒' })).json()).toMatchObject({
    name: '新卒',
    settings: { rejection_statuses: ['NG'] },
  });
  const columns = { application_id: '管理番号', status: '結果' };
  expect(await (await patch(id, { settings: { columns } })).json()).toMatchObject({ settings: { columns } });
  expect(await (await patch(id, { state: 'paused' })).json()).toMatchObject({ state: 'paused' });
  expect((await patch(id, {})).status).toBe(422);
  expect((await patch(id, { state: 'deleted' })).status).toBe(422);
});

it('queues a wake-up for each change, in the order of the changes', async () => {
  const { id } = await connect({ kind: 'file', name: 'CSV' });
  await patch(id, { state: 'paused' });
  await gateway.request(`/v1/connections/${id}`, { method: 'DELETE' });
  const rows = await gateway.rows<{ kind: string }>('select kind from outbox where connection_id = ?', [id]);
  expect(rows.map(({ kind }) => kind)).toEqual(['connection', 'connection', 'connection']);
});

it('a deleted connection is not found and has no secrets; what it brought in stays', async () => {
  const { id } = await connect(greenhouse);
  const report = aReport({ source: { ats: 'greenhouse', connection_id: id } });
  expect((await gateway.post('/v1/rejections', report)).status).toBe(202);
  expect((await gateway.request(`/v1/connections/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await gateway.request(`/v1/connections/${id}`)).status).toBe(404);
  expect((await patch(id, { name: 'x' })).status).toBe(404);
  expect((await gateway.request(`/v1/connections/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await gateway.post('/v1/rejections', report)).status).toBe(422);
  const [row] = await gateway.rows<{ state: string; secrets: unknown }>('select * from connection where id = ?', [id]);
  expect(row).toMatchObject({ state: 'deleted', secrets: null });
  const rejections = await gateway.rows('select 1 from rejection where source_key = ?', [`connection:${id}`]);
  expect(rejections).toHaveLength(1);
});

it('a connection of another company is not found by any route', async () => {
  const { id } = await connect(greenhouse, gateway.aoba.key);
  expect((await gateway.request(`/v1/connections/${id}`)).status).toBe(404);
  expect((await patch(id, { name: 'x' })).status).toBe(404);
  expect((await gateway.request(`/v1/connections/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await gateway.post(`/v1/connections/${id}/test`, {})).status).toBe(404);
  const page = (await (await gateway.request('/v1/connections?limit=200')).json()) as { items: ConnectionView[] };
  expect(page.items.map((connection) => connection.id)).not.toContain(id);
});

it('lists the kinds with the JSON Schemas of their settings and secrets', async () => {
  const { items } = (await (await gateway.request('/v1/connection-kinds')).json()) as {
    items: { kind: string; channels: string[]; secrets: { properties?: Record<string, unknown> } }[];
  };
  const kinds = new Map(items.map((item) => [item.kind, item]));
  expect(kinds.get('hrmos')?.channels).toEqual(['file']);
  expect(kinds.get('greenhouse')).toMatchObject({ channels: ['hook'], secrets: { required: ['signing_key'] } });
});

it('limits the connections of a company', async () => {
  const { items } = (await (await gateway.request('/v1/connections?limit=200')).json()) as { items: unknown[] };
  for (let n = items.length; n < 50; n += 1) await connect({ kind: 'api', name: `API ${n}` });
  const answer = await gateway.post('/v1/connections', { kind: 'api', name: 'one too many' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'too_many_connections']);
});

it('requires the scope connections:manage', async () => {
  const { createKey } = await import('../../cli/index.ts');
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'reads', scopes: ['cases:read'] });
  expect((await gateway.request('/v1/connections', {}, key)).status).toBe(403);
});

it.each([
  ['herp', 'secrets = null'],
  ['herp', `settings = '{"unknown": 1}'`],
  ['hubspot', 'secrets = null'],
])('a test of a %s connection that no longer fits its kind (%s) says so', async (kind, change) => {
  const own = { herp: { api_key: 'a-token' }, hubspot: { access_token: 'a-token' } }[kind];
  const created = await gateway.post('/v1/connections', { kind, name: kind, secrets: own }, {}, gateway.aoba.key);
  const { id } = (await created.json()) as { id: string };
  await gateway.rows(`update connection set ${change} where id = ?`, [id]);
  const answer = await gateway.post(`/v1/connections/${id}/test`, {}, {}, gateway.aoba.key);
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { ok: false, fault: { code: 'refused', detail: expect.stringContaining('save them again') as unknown } },
  ]);
});

it('sends no result for a connection whose ATS sends it, whatever the company says', async () => {
  const { id } = await connect({ ...greenhouse, result_mail: 'ats' }, gateway.aoba.key);
  const report = async (connection_id?: string) => {
    const body = aReport({ source: { ats: 'greenhouse', ...(connection_id ? { connection_id } : {}) } });
    return (await (await gateway.post('/v1/rejections', body, {}, gateway.aoba.key)).json()) as object;
  };
  const byAts = { will_be_mailed: false, not_mailed_reason: 'sent_by_ats', next_step: 'first_follow_up' };
  expect(await report(id)).toMatchObject(byAts);
  expect(await report()).toMatchObject({ will_be_mailed: true });
  expect(await (await patch(id, { result_mail: null }, gateway.aoba.key)).json()).toMatchObject({ result_mail: null });
  expect(await report(id)).toMatchObject({ will_be_mailed: true });
});
