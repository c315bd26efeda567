import { poolPage } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type Bench, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
  const add = (name: string, at: string, parts: Parameters<typeof aReport>[0] = {}, key?: string) =>
    bench.post(
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
  await add('青葉', '3T11:00', {}, bench.aoba.key);
});
afterAll(() => bench.close());

const list = async (query = '', key?: string) => {
  const answer = await bench.request(`/v1/candidates${query}`, {}, key);
  expect(answer.status).toBe(200);
  return poolPage.parse(await answer.json());
};
const namesOf = ({ items }: Awaited<ReturnType<typeof list>>) => items.map((one) => one.family_name);

test.each([
  ['nothing', {}, ['100%', '佐藤', '鈴木', '高橋']],
  ['a tag, without case or width', { tag: 'TYPESCRIPT' }, ['佐藤', '鈴木']],
  ['a tag of a kind', { tag: 'TypeScript', tag_kind: 'skill' }, ['佐藤']],
  ['a part of a tag', { tag: 'Type' }, []],
  ['a stage', { stage: 'final' }, ['鈴木']],
  ['a name', { q: '佐藤' }, ['佐藤']],
  ['a part of a job', { q: '営業' }, ['100%', '高橋']],
  ['signs that stand for themselves', { q: '0%' }, ['100%']],
  ['an underscore as itself', { q: '業_' }, ['100%']],
  ['all at once', { tag: 'typescript', stage: 'final', q: '鈴木' }, ['鈴木']],
  ['another company’s candidate', { q: '青葉' }, []],
])('found by %s', async (_name, query: Record<string, string>, names) => {
  expect(new Set(namesOf(await list(`?${new URLSearchParams(query).toString()}`)))).toEqual(new Set(names));
});

test('the latest rejection comes first; pages hold each once, also when some come in between', async () => {
  const first = await list('?limit=1');
  await bench.post('/v1/rejections', aReport({ candidate: { family_name: '新着' } }));
  const second = await list(`?limit=1&cursor=${first.next ?? ''}`);
  const rest = await list(`?limit=2&cursor=${second.next ?? ''}`);
  expect(new Set([first, second].flatMap(namesOf))).toEqual(new Set(['100%', '高橋']));
  expect(namesOf(rest)).toEqual(['鈴木', '佐藤']);
  expect(rest.next).toBeNull();
  expect(namesOf(await list('?limit=1'))).toEqual(['新着']);
});

test('a candidate tells whether they may be mailed, and no erased one is shown', async () => {
  const [silent] = (await list('?q=高橋')).items;
  expect(silent).toMatchObject({ may_be_mailed: false, relay_consent: 'unknown', stage: 'interview' });
  await bench.rows('update candidate set erased_at = now() where id = ?', [silent?.id]);
  expect(namesOf(await list('?q=高橋'))).toEqual([]);
});

test.each(['q=a', 'tag=', 'tag_kind=mood', 'stage=lunch', 'limit=1000', 'q=a%00b'])('%s is refused', async (query) => {
  const answer = await bench.request(`/v1/candidates?${query}`);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'invalid_request']);
});
