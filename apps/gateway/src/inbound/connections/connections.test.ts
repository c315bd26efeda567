import type { ConnectionView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const secrets = { signing_key: 'a-signing-key-nobody-may-see' };
const greenhouse = { kind: 'greenhouse', name: 'Greenhouse 本社', secrets };
const patch = (id: string, body: unknown, key = bench.hinode.key) =>
  bench.request(
    `/v1/connections/${id}`,
    { method: 'PATCH', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    key,
  );
const connect = async (body: unknown, key = bench.hinode.key) => {
  const answer = await bench.post('/v1/connections', body, {}, key);
  expect(answer.status).toBe(201);
  return (await answer.json()) as ConnectionView;
};

it('a connection keeps its secrets to itself: sealed in its row, named in its view', async () => {
  const made = await connect(greenhouse);
  expect(made).toMatchObject({ kind: 'greenhouse', state: 'active', secrets: ['signing_key'], last_error: null });
  expect(made.hook_url).toBe(`http://gateway.test/v1/hooks/${made.id}`);
  const seen = await (await bench.request(`/v1/connections/${made.id}`)).text();
  expect(seen).not.toContain(secrets.signing_key);
  const [row] = await bench.rows<{ secrets: Buffer }>('select secrets from connection where id = ?', [made.id]);
  expect(row?.secrets.length).toBeGreaterThan(secrets.signing_key.length);
  expect(row?.secrets.toString('latin1')).not.toContain(secrets.signing_key);
});

it.each([
  [{ kind: 'nobody', name: 'x' }, '/kind', 'unknown_kind'],
  [{ kind: 'greenhouse', name: 'x' }, '/secrets/signing_key', 'invalid_type'],
  [{ ...greenhouse, settings: { colour: 'red' } }, '/settings', 'unrecognized_keys'],
  [{ ...greenhouse, name: '' }, '/name', 'too_small'],
  [{ kind: 'hrmos', name: 'x', settings: { columns: { colour: '色' } } }, '/settings/columns', 'unrecognized_keys'],
])('%j is refused where it is wrong', async (body, pointer, code) => {
  const answer = await bench.post('/v1/connections', body);
  expect(answer.status).toBe(422);
  const { errors } = (await answer.json()) as { errors: { pointer: string; code: string }[] };
  expect(errors.map((one) => [one.pointer, one.code])).toContainEqual([pointer, code]);
});

it('what is left out of a change stays; what is given replaces', async () => {
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

it('Temporal is told of each change, in the order of the changes', async () => {
  const { id } = await connect({ kind: 'file', name: 'CSV' });
  await patch(id, { state: 'paused' });
  await bench.request(`/v1/connections/${id}`, { method: 'DELETE' });
  const rows = await bench.rows<{ kind: string }>('select kind from outbox where connection_id = ?', [id]);
  expect(rows.map(({ kind }) => kind)).toEqual(['connection', 'connection', 'connection']);
});

it('a deleted connection is gone for every caller, its secrets with it; what came by it stays', async () => {
  const { id } = await connect(greenhouse);
  const report = aReport({ source: { ats: 'greenhouse', connection_id: id } });
  expect((await bench.post('/v1/rejections', report)).status).toBe(202);
  expect((await bench.request(`/v1/connections/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await bench.request(`/v1/connections/${id}`)).status).toBe(404);
  expect((await patch(id, { name: 'x' })).status).toBe(404);
  expect((await bench.request(`/v1/connections/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await bench.post('/v1/rejections', report)).status).toBe(422);
  const [row] = await bench.rows<{ state: string; secrets: unknown }>('select * from connection where id = ?', [id]);
  expect(row).toMatchObject({ state: 'deleted', secrets: null });
  const kept = await bench.rows('select 1 from rejection where source_key = ?', [`connection:${id}`]);
  expect(kept).toHaveLength(1);
});

it("another company's connection is not there, in any road", async () => {
  const { id } = await connect(greenhouse, bench.aoba.key);
  expect((await bench.request(`/v1/connections/${id}`)).status).toBe(404);
  expect((await patch(id, { name: 'x' })).status).toBe(404);
  expect((await bench.request(`/v1/connections/${id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await bench.post(`/v1/connections/${id}/test`, {})).status).toBe(404);
  const page = (await (await bench.request('/v1/connections?limit=200')).json()) as { items: ConnectionView[] };
  expect(page.items.map((one) => one.id)).not.toContain(id);
});

it('the kinds say what each takes, as JSON Schema', async () => {
  const { items } = (await (await bench.request('/v1/connection-kinds')).json()) as {
    items: { kind: string; roads: string[]; secrets: { properties?: Record<string, unknown> } }[];
  };
  const kinds = new Map(items.map((one) => [one.kind, one]));
  expect(kinds.get('hrmos')?.roads).toEqual(['file']);
  expect(kinds.get('greenhouse')).toMatchObject({ roads: ['hook'], secrets: { required: ['signing_key'] } });
});

it('there is an end to how many a company may have', async () => {
  const { items } = (await (await bench.request('/v1/connections?limit=200')).json()) as { items: unknown[] };
  for (let n = items.length; n < 50; n += 1) await connect({ kind: 'api', name: `API ${n}` });
  const answer = await bench.post('/v1/connections', { kind: 'api', name: 'one too many' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'too_many_connections']);
});

it('needs the scope for it', async () => {
  const { createKey } = await import('../../cli/index.ts');
  const { key } = await createKey(bench.admin, { company: 'hinode', name: 'reads', scopes: ['cases:read'] });
  expect((await bench.request('/v1/connections', {}, key)).status).toBe(403);
});
