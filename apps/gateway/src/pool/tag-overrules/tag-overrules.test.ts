import { type RejectionAccepted, rejectionAccepted, type TagOverruleView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway?.close());

const create = (body: object, key?: string) =>
  gateway.post('/v1/tag-overrules', { because: '業務経験を表すスキル名', ...body }, {}, key);
const overrule = async (value: string): Promise<TagOverruleView> => {
  const answer = await create({ value });
  expect(answer.status).toBe(201);
  return (await answer.json()) as TagOverruleView;
};
const remove = async ({ id }: { id: string }, key?: string) =>
  (await gateway.request(`/v1/tag-overrules/${id}`, { method: 'DELETE' }, key)).status;
const list = async (state: string, key?: string) => {
  const answer = await gateway.request(`/v1/tag-overrules?state=${state}&limit=200`, {}, key);
  return ((await answer.json()) as { items: TagOverruleView[] }).items;
};
const report = async (value: string, kind = 'skill', key?: string): Promise<RejectionAccepted> => {
  const tags = [
    { kind: 'skill', value: 'TypeScript' },
    { kind, value },
  ];
  const answer = await gateway.post('/v1/rejections', aReport({ candidate: { tags } }), {}, key);
  expect(answer.status).toBe(202);
  return rejectionAccepted.parse(await answer.json());
};
const listStoredTags = async ({ case_id: id }: RejectionAccepted) =>
  (
    await gateway.rows<{ value: string }>(
      `select t.value from candidate_tag t join follow_up_case f on f.candidate_id = t.candidate_id where f.id = ?`,
      [id],
    )
  )
    .map(({ value }) => value)
    .toSorted();
const dropped = [expect.objectContaining({ pointer: '/candidate/tags/1', code: 'sensitive_tag' })];

test('a later report keeps the value, until the overrule is revoked', async () => {
  const value = '循環器疾患';
  const before = await report(value);
  expect(before.dropped_fields).toEqual(dropped);
  const created = await overrule(value);
  expect(await listStoredTags(before)).toEqual(['TypeScript']);
  for (const kind of ['skill', 'job_category']) {
    const accepted = await report(value, kind);
    expect(accepted).not.toHaveProperty('dropped_fields');
    expect(await listStoredTags(accepted)).toEqual(['TypeScript', value]);
  }
  expect(await remove(created)).toBe(204);
  const after = await report(value);
  expect([after.dropped_fields, after.dropped_tags]).toEqual([dropped, dropped]);
  expect(await listStoredTags(after)).toEqual(['TypeScript']);
});

test.each([
  ['another width, case and blank', 'ＪＥＷＩＳＨ\u3000ｃｕｉｓｉｎｅ', 'skill', true],
  ['a longer value', 'Jewish cuisine and art', 'skill', false],
  ['a statement about a person beside it', 'Jewish cuisine, married', 'skill', false],
  ['another kind of tag', 'Jewish cuisine', 'orientation', false],
])('an overrule is about one exact value: %s', async (_what, value, kind, isKept) => {
  await create({ value: 'Jewish cuisine' });
  const stored = await listStoredTags(await report(value, kind));
  expect(stored).toHaveLength(isKept ? 2 : 1);
});

test('who overruled what, when and why is listed, also once it is revoked', async () => {
  const created = await overrule('心臓疾患の知見');
  const expected = {
    id: created.id,
    value: '心臓疾患の知見',
    by: gateway.hinode.actor,
    because: '業務経験を表すスキル名',
    created_at: gateway.clock.now.toISOString(),
    revoked_by: null,
    revoked_at: null,
  };
  expect(created).toEqual(expected);
  expect(await list('active')).toContainEqual(expected);
  expect(await remove(created)).toBe(204);
  expect((await list('active')).map(({ id }) => id)).not.toContain(created.id);
  const revoked = { ...expected, revoked_by: gateway.hinode.actor, revoked_at: gateway.clock.now.toISOString() };
  expect(await list('revoked')).toContainEqual(revoked);
  expect(await remove(created)).toBe(404);
  expect((await overrule('心臓疾患の知見')).id).not.toBe(created.id);
});

test('a value is overruled once', async () => {
  const created = await overrule('仏教徒向け法要');
  const answers = await Promise.all(['仏教徒向け法要', '仏教徒向け 法要'].map((value) => create({ value })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await answers[1]?.json()).toEqual(created);
});

test('requests at the same time make one overrule', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => create({ value: 'イスラム教徒向け接客' })));
  const ids = await Promise.all(answers.map(async (answer) => ((await answer.json()) as TagOverruleView).id));
  expect(new Set(ids).size).toBe(1);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
});

test.each(['宗教', '既婚', '障害者手帳あり', 'Jewish 既婚', 'Married, sales', '病 歴'])(
  'nobody overrules what is about a person: %s',
  async (value) => {
    const answer = await create({ value });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { code: 'tag_never_allowed', errors: [{ pointer: '/value', code: 'sensitive_tag' }] },
    ]);
    expect(await listStoredTags(await report(value))).toEqual(['TypeScript']);
  },
);

test.each<[string, object, string, string]>([
  ['a value that is not refused', { value: '家族信託' }, '/value', 'not_refused'],
  ['a value of the dictionary', { value: 'TypeScript' }, '/value', 'not_refused'],
  ['no value', { value: ' ' }, '/value', 'too_small'],
  ['a name in the body', { value: '循環器疾患', by: '採用 太郎' }, '', 'unknown_field'],
  ['no reason', { value: '循環器疾患', because: '' }, '/because', 'too_small'],
])('refuses %s', async (_what, body, pointer, code) => {
  const answer = await create(body);
  expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ pointer, code }] }]);
});

test('another company sees, revokes and gains nothing', async () => {
  const { key } = gateway.aoba;
  const created = await overrule('宗教音楽の疾患');
  expect(await list('active', key)).toEqual([]);
  expect(await remove(created, key)).toBe(404);
  expect((await report('宗教音楽の疾患', 'skill', key)).dropped_fields).toEqual(dropped);
  expect(await listStoredTags(await report('宗教音楽の疾患'))).toHaveLength(2);
});

test('every line of a batch keeps the value', async () => {
  await overrule('脳疾患リハビリ');
  const tags = [{ kind: 'skill', value: '脳疾患リハビリ' }];
  const body = [1, 2].map(() => JSON.stringify(aReport({ candidate: { tags } }))).join('\n');
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await gateway.request('/v1/rejections/batch', { method: 'POST', headers, body });
  const lines = (await answer.text()).trim().split('\n');
  expect(lines.map((line) => [(JSON.parse(line) as { status: number }).status, line.includes('sensitive')])).toEqual([
    [202, false],
    [202, false],
  ]);
});

test('a position may ask for the value, and keeps it once the overrule is revoked', async () => {
  const position = { title: '営業', required: [{ kind: 'skill', value: '呼吸器疾患の営業知識' }] };
  expect((await gateway.post('/v1/positions', position)).status).toBe(422);
  const created = await overrule('呼吸器疾患の営業知識');
  const opened = await gateway.post('/v1/positions', position);
  expect(opened.status).toBe(201);
  const required = [{ ...position.required[0], id: 'skill:=呼吸器疾患の営業知識' }];
  const body = (await opened.json()) as { id: string };
  expect(body).toMatchObject({ required });
  expect(await remove(created)).toBe(204);
  const patch = async (change: object) => {
    const init = { method: 'PATCH', body: JSON.stringify(change), headers: { 'content-type': 'application/json' } };
    const answer = await gateway.request(`/v1/positions/${body.id}`, init);
    return [answer.status, await answer.json()];
  };
  expect(await patch({ state: 'closed' })).toMatchObject([200, { state: 'closed', required }]);
  expect(await patch({ required: position.required })).toMatchObject([422, { errors: [{ code: 'sensitive_tag' }] }]);
});
