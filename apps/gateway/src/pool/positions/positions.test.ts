import { randomUUID } from 'node:crypto';
import { positionConditionsList, positionPage, positionView } from '@goen/contracts/public';
import { workingConditionTexts } from '@goen/contracts/workflow';
import { someConditions } from '@goen/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

/** Needed in words; `contract_details` only for a fixed term. */
const conditionNames = workingConditionTexts.filter((name) => name !== 'contract_details');

const full = {
  title: 'バックエンドエンジニア',
  url: 'https://hinode.example.jp/jobs/1',
  description: 'APIの開発',
  required: [
    { kind: 'skill', value: 'タイプスクリプト' },
    { kind: 'job_category', value: 'Backend engineer' },
  ],
  desired: [
    { kind: 'orientation', value: 'フルリモート' },
    { kind: 'skill', value: '量子計算' },
  ],
  regions: ['東京', 'Kanagawa'],
  remote: true,
  min_years: 3,
  max_years: 8,
  seats: 2,
};

const send = async (method: string, path: string, body: unknown, key?: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await gateway.request(path, { method, headers, body: JSON.stringify(body) }, key);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const open = async (parts: object = {}, key?: string) => {
  const { status, body } = await send('POST', '/v1/positions', { ...full, ...parts }, key);
  expect(status).toBe(201);
  return positionView.parse(body);
};

test('opens and reads a position; tags show the given value and its normalized id', async () => {
  const opened = await open({ conditions: someConditions });
  expect(opened).toMatchObject({
    ...full,
    required: [
      { kind: 'skill', value: 'タイプスクリプト', id: 'skill:typescript' },
      { kind: 'job_category', value: 'Backend engineer', id: 'job_category:backend_engineer' },
    ],
    desired: [
      { kind: 'orientation', value: 'フルリモート', id: 'orientation:remote' },
      { kind: 'skill', value: '量子計算', id: 'skill:=量子計算' },
    ],
    regions: [
      { kind: 'region', value: '東京', id: 'region:tokyo' },
      { kind: 'region', value: 'Kanagawa', id: 'region:kanagawa' },
    ],
    state: 'open',
    created_at: gateway.clock.now.toISOString(),
  });
  const read = await gateway.request(`/v1/positions/${opened.id}`);
  expect(await read.json()).toEqual(opened);
  const matchRows = await gateway.rows('select 1 from outbox where kind = ? and company_id = ?', [
    'match',
    gateway.hinode.id,
  ]);
  expect(matchRows.length).toBeGreaterThan(0);
});

const versions = (id: string) =>
  gateway.rows<{ version: number; wage: string | null }>(
    `select version, conditions ->> 'wage' as wage from position_conditions where position_id = ? order by version`,
    [id],
  );

test('takes part in the relay once its working conditions are known, and keeps every version of them', async () => {
  const { id, ...opened } = await open();
  expect(opened).toMatchObject({ conditions: null, conditions_version: 0, takes_part_in_relay: false });
  const patch = async (body: object) => (await send('PATCH', `/v1/positions/${id}`, body)).body;
  const given = { conditions: someConditions, conditions_version: 1, takes_part_in_relay: true };
  expect(await patch({ conditions: someConditions })).toMatchObject(given);
  expect(await patch({ conditions: someConditions, title: '同じ条件' })).toMatchObject(given);
  const raised = { ...someConditions, wage: '月給60万円' };
  expect(await patch({ conditions: raised })).toMatchObject({ conditions: raised, conditions_version: 2 });
  const removed = { conditions: null, conditions_version: 3, takes_part_in_relay: false };
  expect(await patch({ conditions: null })).toMatchObject(removed);
  expect(await versions(id)).toEqual([
    { version: 1, wage: someConditions.wage },
    { version: 2, wage: '月給60万円' },
    { version: 3, wage: null },
  ]);
});

const onPage = { contract_term: 'fixed', url: 'https://hinode.example.jp/joken', as_of: '2026-11-01' };
test.each<[string, object, string[]]>([
  ['in words', someConditions, []],
  ['on a dated page', onPage, []],
  ['for a fixed term, with its details', { ...someConditions, contract_term: 'fixed', contract_details: '1年' }, []],
  ['for a fixed term without details', { ...someConditions, contract_term: 'fixed' }, ['contract_details']],
  ['without the wage', { ...someConditions, wage: null }, ['wage']],
  ['on a page without a date', { ...onPage, as_of: null }, ['as_of']],
  ['of only a term', { contract_term: 'indefinite' }, conditionNames],
])('working conditions %s', async (_name, conditions, missing) => {
  const { status, body } = await send('POST', '/v1/positions', { ...full, conditions });
  const errors = (body.errors ?? []) as { pointer: string; code: string }[];
  expect(status).toBe(missing.length === 0 ? 201 : 422);
  expect(errors).toEqual(
    missing.map((name) => expect.objectContaining({ pointer: `/conditions/${name}`, code: 'missing_condition' })),
  );
});

test('needs only a title', async () => {
  const { status, body } = await send('POST', '/v1/positions', { title: '営業' });
  expect([status, body]).toMatchObject([
    201,
    { required: [], desired: [], regions: [], remote: false, seats: 1, url: null },
  ]);
});

test('a patch changes only the fields it contains, and can close and reopen a position', async () => {
  const { id } = await open();
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
  const changed = await send('PATCH', `/v1/positions/${id}`, { state: 'closed', desired: [], max_years: null });
  expect(changed).toMatchObject({
    status: 200,
    body: { title: full.title, state: 'closed', desired: [], min_years: 3, max_years: null, remote: true },
  });
  expect(changed.body.required).toHaveLength(2);
  expect(changed.body.updated_at).toBe(gateway.clock.now.toISOString());
  const reopened = await send('PATCH', `/v1/positions/${id}`, { state: 'open' });
  expect(reopened.body).toMatchObject({ state: 'open', required: changed.body.required });
  const [row] = await gateway.rows('select required_ids, desired_ids, region_ids from position where id = ?', [id]);
  expect(row).toEqual({
    required_ids: ['job_category:backend_engineer', 'skill:typescript'],
    desired_ids: [],
    region_ids: ['region:kanagawa', 'region:tokyo'],
  });
});

test.each<[string, object, [string, string][]]>([
  [
    'a criterion that the law forbids',
    { required: [{ kind: 'skill', value: '既婚' }] },
    [['/required/0', 'sensitive_tag']],
  ],
  ['an unknown region', { regions: ['東京', '火星'] }, [['/regions/1', 'unknown_region']]],
  [
    'an unknown orientation',
    { desired: [{ kind: 'orientation', value: '気分' }] },
    [['/desired/0', 'unknown_orientation']],
  ],
  [
    'a free tag as long as a sentence',
    { desired: [{ kind: 'skill', value: '長'.repeat(61) }] },
    [['/desired/0', 'tag_too_long']],
  ],
  [
    'a region among the tags',
    { required: [{ kind: 'region', value: '東京' }] },
    [['/required/0/kind', 'invalid_value']],
  ],
  ['max_years below min_years', { min_years: 5, max_years: 3 }, [['/max_years', 'custom']]],
  ['zero seats', { seats: 0 }, [['/seats', 'too_small']]],
  ['a URL that is not a web page', { url: 'javascript:alert(1)' }, [['/url', 'invalid_format']]],
  [
    'too many tags',
    { desired: Array.from({ length: 21 }, () => ({ kind: 'skill', value: 'a' })) },
    [['/desired', 'too_big']],
  ],
  ['a blank title', { title: ' ' }, [['/title', 'too_small']]],
  ['an unknown field', { titel: '営業' }, [['/titel', 'unknown_field']]],
  [
    'an unknown field of a tag',
    { desired: [{ kind: 'skill', value: 'Go', weight: 2 }] },
    [['/desired/0', 'unknown_field']],
  ],
])('refuses %s in a new position and in a patch', async (_name, parts, faults) => {
  const { id } = await open();
  for (const [method, path] of [
    ['POST', '/v1/positions'],
    ['PATCH', `/v1/positions/${id}`],
  ] as const) {
    const { status, body } = await send(method, path, { ...(method === 'POST' ? full : {}), ...parts });
    expect([method, status, body.code]).toEqual([method, 422, 'invalid_request']);
    expect((body.errors as { pointer: string; code: string }[]).map(({ pointer, code }) => [pointer, code])).toEqual(
      faults,
    );
  }
});

test('explains a refused tag in both languages', async () => {
  const { body } = await send('POST', '/v1/positions', { title: 'x', desired: [{ kind: 'skill', value: 'Religion' }] });
  expect(body.errors).toEqual([
    { pointer: '/desired/0', code: 'sensitive_tag', detail: expect.stringMatching(/forbids.*禁じられている/) },
  ]);
});

test('refuses a patch that would put min_years above max_years', async () => {
  const { id } = await open();
  const { status, body } = await send('PATCH', `/v1/positions/${id}`, { min_years: 9 });
  expect([status, body.errors]).toMatchObject([422, [{ pointer: '/max_years' }]]);
});

test('a position of another company, an unknown id and an invalid id are not found', async () => {
  const { id } = await open({}, gateway.aoba.key);
  for (const path of [id, randomUUID(), 'x']) {
    expect((await gateway.request(`/v1/positions/${path}`)).status).toBe(404);
    expect((await send('PATCH', `/v1/positions/${path}`, { title: 'x' })).status).toBe(404);
  }
  const listed = positionPage.parse(await (await gateway.request('/v1/positions?limit=200')).json());
  expect(listed.items.map((position) => position.id)).not.toContain(id);
});

test('lists newest first, pages return each position once, and can be filtered by state', async () => {
  const { key } = await createKey(gateway.admin, {
    company: 'aoba',
    name: 'pages',
    scopes: ['positions:read', 'positions:write'],
  });
  const opened: string[] = [];
  for (const title of ['a', 'b', 'c']) {
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 1_000);
    opened.unshift((await open({ title, state: title === 'b' ? 'closed' : 'open' }, key)).id);
  }
  const page = async (query: string) =>
    positionPage.parse(await (await gateway.request(`/v1/positions?${query}`, {}, key)).json());
  const first = await page('limit=2');
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 1_000);
  await open({ title: 'd' }, key);
  const second = await page(`limit=1&cursor=${first.next ?? ''}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(opened);
  expect((await page('state=closed')).items.map(({ title }) => title)).toEqual(['b']);
});

test.each([
  ['GET', '/v1/positions', 'positions:write'],
  ['GET', `/v1/positions/${randomUUID()}`, 'positions:write'],
  ['POST', '/v1/positions', 'positions:read'],
  ['PATCH', `/v1/positions/${randomUUID()}`, 'positions:read'],
] as const)('%s %s is forbidden for a key that has only %s', async (method, path, scope) => {
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'one scope', scopes: [scope] });
  const init = method === 'GET' ? {} : { method, headers: { 'content-type': 'application/json' }, body: '{}' };
  expect((await gateway.request(path, init, key)).status).toBe(403);
});

test('titles are searched whatever the width and case of their letters', async () => {
  await open({ title: 'ＳＲＥエンジニア（50%リモート）' });
  const find = async (q: string) => {
    const answer = await gateway.request(`/v1/positions?q=${encodeURIComponent(q)}`);
    return positionPage.parse(await answer.json()).items.map(({ title }) => title);
  };
  for (const q of ['sre', 'ＳＲＥ', '50%']) expect(await find(q)).toEqual(['ＳＲＥエンジニア（50%リモート）']);
  expect(await find('5_%')).toEqual([]);
});

test('every version of the conditions stays readable', async () => {
  const { id } = await open({ conditions: someConditions });
  await send('PATCH', `/v1/positions/${id}`, { conditions: { ...someConditions, wage: '月給50万円' } });
  await send('PATCH', `/v1/positions/${id}`, { conditions: null });
  const read = async (key?: string) => gateway.request(`/v1/positions/${id}/conditions`, undefined, key);
  const { items } = positionConditionsList.parse(await (await read()).json());
  expect(items.map(({ version, conditions }) => [version, conditions?.wage ?? null])).toEqual([
    [3, null],
    [2, '月給50万円'],
    [1, someConditions.wage],
  ]);
  expect((await read(gateway.aoba.key)).status).toBe(404);
});
