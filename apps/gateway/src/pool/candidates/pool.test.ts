import { poolPage } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  const add = (name: string, at: string, parts: Parameters<typeof aReport>[0] = {}, key?: string) =>
    gateway.post(
      '/v1/rejections',
      aReport({
        ...parts,
        candidate: { family_name: name, given_name: null, full_name: null, tags: [], ...parts.candidate },
        application: { rejected_at: `2026-11-2${at}:00+09:00`, ...parts.application },
      }),
      {},
      key,
    );
  await add('佐藤', '1T10:00', { candidate: { tags: [{ kind: 'skill', value: 'ＴｙｐｅＳｃｒｉｐｔ' }] } });
  await add('鈴木', '2T10:00', {
    candidate: { tags: [{ kind: 'job_category', value: 'typescript' }] },
    application: { current_stage: { kind: 'final' } },
  });
  await add('100%', '3T10:00', { job: { name: '営業_法人' } });
  await add('高橋', '3T10:00', { candidate: { can_email: false }, job: { name: '営業・個人' } });
  await add('青葉', '3T11:00', {}, gateway.aoba.key);
});
afterAll(() => gateway.close());

const list = async (query = '', key?: string) => {
  const response = await gateway.request(`/v1/candidates${query}`, {}, key);
  expect(response.status).toBe(200);
  return poolPage.parse(await response.json());
};
const toNames = ({ items }: Awaited<ReturnType<typeof list>>) => items.map((candidate) => candidate.family_name);

test.each([
  ['no filter', {}, ['100%', '佐藤', '鈴木', '高橋']],
  ['a tag in another case and width', { tag: 'TYPESCRIPT' }, ['佐藤', '鈴木']],
  ['a tag of one kind', { tag: 'TypeScript', tag_kind: 'skill' }, ['佐藤']],
  ['part of a tag', { tag: 'Type' }, []],
  ['a stage', { stage: 'final' }, ['鈴木']],
  ['a name', { q: '佐藤' }, ['佐藤']],
  ['part of a job name', { q: '営業' }, ['100%', '高橋']],
  ['a literal percent sign', { q: '0%' }, ['100%']],
  ['a literal underscore', { q: '業_' }, ['100%']],
  ['all filters', { tag: 'typescript', stage: 'final', q: '鈴木' }, ['鈴木']],
  ['the name of another company’s candidate', { q: '青葉' }, []],
])('finds candidates by %s', async (_name, query: Record<string, string>, names) => {
  expect(new Set(toNames(await list(`?${new URLSearchParams(query).toString()}`)))).toEqual(new Set(names));
});

test('lists the latest rejection first; paging returns each candidate once, even when some are added in between', async () => {
  const first = await list('?limit=1');
  await gateway.post('/v1/rejections', aReport({ candidate: { family_name: '新着' } }));
  const second = await list(`?limit=1&cursor=${first.next ?? ''}`);
  const rest = await list(`?limit=2&cursor=${second.next ?? ''}`);
  expect(new Set([first, second].flatMap(toNames))).toEqual(new Set(['100%', '高橋']));
  expect(toNames(rest)).toEqual(['鈴木', '佐藤']);
  expect(rest.next).toBeNull();
  expect(toNames(await list('?limit=1'))).toEqual(['新着']);
});

test('shows whether a candidate may be mailed, and no erased candidates', async () => {
  const [candidate] = (await list('?q=高橋')).items;
  expect(candidate).toMatchObject({ may_be_mailed: false, relay_consent: 'unknown', stage: 'interview' });
  await gateway.rows('update candidate set erased_at = now() where id = ?', [candidate?.id]);
  expect(toNames(await list('?q=高橋'))).toEqual([]);
});

test.each([
  'q=a',
  'q=a b',
  'q=・',
  'q=佐藤&q=鈴木',
  'tag=',
  'tag=Go&tag=',
  'prefecture=火星',
  'tag_kind=mood',
  'stage=lunch',
  'limit=1000',
  'q=a%00b',
  'tags=x',
])('refuses %s', async (query) => {
  const response = await gateway.request(`/v1/candidates?${query}`);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([422, 'invalid_request']);
});
