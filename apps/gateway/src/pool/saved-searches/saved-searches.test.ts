import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

type Search = { id: string; name: string; query: object; ignored_filters: { filter: string }[] };
const path = '/v1/saved-searches';
const save = async (name: string, query: object) =>
  (await (await gateway.post(path, { name, query })).json()) as Search & { code?: string };
const send = (method: string, id: string, body?: unknown) =>
  gateway.request(`${path}/${id}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });

test('a saved search is shared in the company, has a name of its own, and finds what the pool finds', async () => {
  for (const prefecture of ['東京都', '大阪府']) {
    await gateway.post('/v1/rejections', aReport({ candidate: { prefecture } }));
  }
  const query = { tag: ['TypeScript'], prefecture: '東京' };
  const saved = await save('東京', query);
  expect(saved).toMatchObject({ name: '東京', query, ignored_filters: [], saved_by: { kind: 'key' } });
  expect((await save('東京', {})).code).toBe('name_taken');
  const found = await (await gateway.request(`${path}/${saved.id}/candidates`)).json();
  expect(found).toMatchObject({ items: [{ prefecture: '東京都' }], next: null, ignored_filters: [] });
  expect((await send('PUT', saved.id, { name: '大阪', query: { prefecture: '大阪' } })).status).toBe(200);
  const list = (await (await gateway.request(path)).json()) as { items: Search[] };
  expect(list.items.map(({ name }) => name)).toEqual(['大阪']);
  const other = (await (await gateway.request(path, {}, gateway.aoba.key)).json()) as { items: Search[] };
  expect(other.items).toEqual([]);
  expect((await gateway.listAudit(saved.id)).filter((action) => action === 'saved_search.saved')).toHaveLength(2);
  expect((await send('DELETE', saved.id)).status).toBe(204);
  expect((await send('DELETE', saved.id)).status).toBe(404);
});

test('a filter that has vanished is ignored and said, and the others still apply', async () => {
  const { id } = await save('古い検索', { prefecture: '大阪府' });
  await gateway.rows(`update saved_search set query = query || '{"mood": "good", "stage": "garden"}' where id = ?`, [
    id,
  ]);
  const found = (await (await gateway.request(`${path}/${id}/candidates`)).json()) as {
    items: { prefecture: string }[];
    ignored_filters: { filter: string; value: string }[];
  };
  expect(found.items.map(({ prefecture }) => prefecture)).toEqual(['大阪府']);
  expect(new Map(found.ignored_filters.map(({ filter, value }) => [filter, value]))).toEqual(
    new Map([
      ['mood', 'good'],
      ['stage', 'garden'],
    ]),
  );
});

test('a company keeps 200 searches at most', async () => {
  await gateway.rows(
    `insert into saved_search select gen_random_uuid(), ?, 'n' || n, '{}', 'system', now() from generate_series(1, 200) n`,
    [gateway.hinode.id],
  );
  expect((await save('もう一つ', {})).code).toBe('too_many_searches');
});
