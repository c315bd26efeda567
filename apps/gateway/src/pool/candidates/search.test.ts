import { withCompany } from '@goen/case-store';
import { eraseCandidate } from '@goen/cases';
import { poolPage, poolTags } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport, type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  for (const [index, candidate] of people.entries()) {
    const { job = '企画', ...parts } = candidate;
    await report(`S-${index}`, parts, job);
  }
});
afterAll(() => gateway?.close());

const people = [
  {
    family_name: '林',
    given_name: '美咲',
    family_name_kana: 'ハヤシ',
    given_name_kana: 'ミサキ',
    prefecture: '東京都',
  },
  { family_name: '髙槗', given_name: 'ｻﾁｺ', emails: [{ value: 'sachiko.t@example.com', type: 'personal' as const }] },
  { family_name: '田渕', given_name: 'カ\u3099ク', prefecture: '京都' },
  { family_name: null, given_name: null, full_name: 'José O’Brien', job: '営業（法人）' },
  { family_name: '渡邉', given_name: 'きょう子', tags: [skill('Node.js'), skill('TypeScript')] },
  { family_name: '山﨑', given_name: '健', tags: [skill('node js'), skill('量子 計算')], prefecture: 'Tokyo' },
  { family_name: '𠮷野家', given_name: '\u{FA19}楽', tags: [{ kind: 'orientation' as const, value: '気分次第' }] },
];
function skill(value: string) {
  return { kind: 'skill' as const, value };
}

const report = async (remoteId: string, candidate: object, job = '企画') => {
  const body = aReport({
    application: { remote_id: `${remoteId}-${job}` },
    candidate: {
      family_name_kana: null,
      given_name_kana: null,
      full_name: null,
      tags: [],
      prefecture: null,
      remote_id: remoteId,
      emails: [{ value: `${remoteId.toLowerCase()}@example.jp`, type: 'personal' }],
      ...candidate,
    },
    job: { name: job },
  });
  expect((await gateway.post('/v1/rejections', body)).status).toBe(202);
};

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : 1);
const find = async (...query: [name: string, value: string][]) => {
  const response = await gateway.request(`/v1/candidates?${new URLSearchParams(query).toString()}`);
  expect(response.status).toBe(200);
  const { items } = poolPage.parse(await response.json());
  return items.map((candidate) => candidate.family_name ?? candidate.full_name ?? '').toSorted(byCodePoint);
};

test.each([
  ['one kanji', '林', ['林']],
  ['both names', '林 美咲', ['林']],
  ['both names without a blank', '林美咲', ['林']],
  ['both names in the other order', '美咲\u3000林', ['林']],
  ['the other order without a blank', '美咲林', ['林']],
  ['the reading', 'ハヤシ', ['林']],
  ['the reading in hiragana', 'はやし　みさき', ['林']],
  ['the reading in half-width kana', 'ﾊﾔｼ', ['林']],
  ['kanji and a reading', '林 ミサキ', ['林']],
  ['one kana', 'ガ', ['田渕']],
  ['composed kana for decomposed', 'ガク', ['田渕']],
  ['decomposed kana', 'カ\u3099ク', ['田渕']],
  ['hiragana for katakana', 'がく', ['田渕']],
  ['full width kana for half width', 'サチコ', ['髙槗']],
  ['the kanji of today', '高橋', ['髙槗']],
  ['a variant of the kanji', '髙橋', ['髙槗']],
  ['another variant', '渡辺', ['渡邉']],
  ['a variant nobody has stored', '渡邊', ['渡邉']],
  ['山崎 for 山﨑', '山崎', ['山﨑']],
  ['a kanji outside of the basic plane', '吉野', ['𠮷野家']],
  ['a compatibility ideograph', '神楽', ['𠮷野家']],
  ['large kana for small', 'キヨウ子', ['渡邉']],
  ['a part of an address', 'sachiko', ['髙槗']],
  ['an address', 'Sachiko.T@Example.com', ['髙槗']],
  ['Latin letters without marks', 'jose obrien', ['José O’Brien']],
  ['full-width Latin letters', 'ＪＯＳＥ', ['José O’Brien']],
  ['a job', '営業(法人)', ['José O’Brien']],
  ['a name and a job', 'José 営業', ['José O’Brien']],
  ['words of two people', '林 ガク', []],
  ['characters in another order', '咲美', []],
  ['a bracket expression', '[林]', []],
])('finds people by %s', async (_what, q, names) => {
  expect(await find(['q', q])).toEqual(names);
});

test.each([
  ['one name of a skill', ['ノード'], ['山﨑', '渡邉']],
  ['a skill written differently', ['NODE-JS'], ['山﨑', '渡邉']],
  ['two skills', ['nodejs', 'TS'], ['渡邉']],
  ['a skill of no dictionary', ['量子計算'], ['山﨑']],
  ['an unknown orientation', ['気分次第'], ['𠮷野家']],
  ['skills that nobody has together', ['TypeScript', '量子計算'], []],
])('finds people by %s', async (_what, tags, names) => {
  expect(await find(...tags.map((tag): [string, string] => ['tag', tag]))).toEqual(names);
});

test.each(['東京都', '東京', 'Tōkyō'])('finds people by their prefecture as %s', async (prefecture) => {
  expect(await find(['prefecture', prefecture])).toEqual(['山﨑', '林']);
  expect(await find(['prefecture', prefecture], ['q', '林'])).toEqual(['林']);
});

test('finds people by their new name and every job, and erased people by nothing', async () => {
  await report('R-1', { family_name: '鷲尾' }, '経理');
  await report('R-1', { family_name: '鷹野' }, '広報');
  expect([await find(['q', '鷲']), await find(['q', '鷹野 経理 広報'])]).toEqual([[], ['鷹野']]);
  const [erased] = await gateway.rows<{ id: string }>("select id from candidate where remote_id = 'R-1'");
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    eraseCandidate(em, erased?.id ?? '', someday, gateway.context.personHashKey),
  );
  const columns = 'name_key, job_key, search_grams, prefecture_id';
  expect(await gateway.rows(`select ${columns} from candidate where id = ?`, [erased?.id])).toEqual([
    { name_key: null, job_key: null, search_grams: null, prefecture_id: null },
  ]);
});

test('finds people that a version without search columns wrote', async () => {
  await report('O-1', { family_name: '鵜飼', prefecture: '岐阜県', tags: [skill('React')] }, '庶務');
  await gateway.rows(
    `update candidate set name_key = null, job_key = null, search_grams = null, prefecture_id = null
     where remote_id = 'O-1'`,
  );
  await gateway.rows(`update candidate_tag set searched_id = null where value = 'React'`);
  expect(await find(['q', '鵜飼 庶務'], ['prefecture', '岐阜'], ['tag', 'リアクト'])).toEqual(['鵜飼']);
});

test('filters combine: all of these tags, any of those, neighbours, job, stage, consent, reason and dates', async () => {
  expect(await find(['any_tag', 'TypeScript'], ['any_tag', '量子計算'])).toEqual(
    ['山﨑', '渡邉'].toSorted(byCodePoint),
  );
  expect(await find(['tag', 'ノード'], ['any_tag', 'TypeScript'])).toEqual(['渡邉']);
  expect(await find(['prefecture', '神奈川'])).toEqual([]);
  expect(await find(['prefecture', '神奈川'], ['near', 'true'])).toEqual(['山﨑', '林'].toSorted(byCodePoint));
  expect(await find(['job', '営業'])).toEqual(['José O’Brien']);
  // A name is no job.
  expect(await find(['job', '林'])).toEqual([]);
  expect(await find(['stage', 'interview'], ['stage', 'final'], ['q', '林'])).toEqual(['林']);
  expect(await find(['stage', 'final'])).toEqual([]);
  expect(await find(['relay_consent', 'granted'])).toEqual([]);
  expect(await find(['relay_consent', 'unknown'], ['q', '林'])).toEqual(['林']);
  expect(await find(['reason', 'none'], ['q', '林'])).toEqual(['林']);
  expect(await find(['rejected_from', '2026-11-24'], ['rejected_before', '2026-11-25'], ['q', '林'])).toEqual(['林']);
  expect(await find(['rejected_from', '2026-11-25'])).toEqual([]);
});

test('the pool as CSV has the same people; the tags of the pool are listed by how frequent they are', async () => {
  const file = await gateway.request(`/v1/candidates/export?${new URLSearchParams({ tag: 'ノード' }).toString()}`);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const [heading, ...lines] = (await file.text()).trim().split('\n');
  expect(heading).toContain('最終選考段階');
  // In words and in Japan's time, as its headings say.
  expect(lines.map((line) => line.split(',').slice(-5, -2))).toEqual(
    lines.map(() => ['面接', '2026-11-24', '回答なし']),
  );
  expect(lines.map((line) => line.split(',')[1] ?? '').toSorted(byCodePoint)).toEqual(
    ['山﨑', '渡邉'].toSorted(byCodePoint),
  );
  expect(await gateway.listAudit(gateway.hinode.id)).toEqual(['company.created', 'candidates.exported']);
  expect((await gateway.request('/v1/candidates/export?prefecture=x')).status).toBe(422);
  const { items } = poolTags.parse(await (await gateway.request('/v1/candidates/tags')).json());
  expect(items[0]).toEqual({ kind: 'skill', value: expect.stringMatching(/node/i), candidates: 2 });
  const matching = poolTags.parse(await (await gateway.request('/v1/candidates/tags?q=type')).json());
  expect(matching.items).toEqual([{ kind: 'skill', value: 'TypeScript', candidates: 1 }]);
  const theirs = await gateway.request('/v1/candidates/tags', {}, gateway.aoba.key);
  expect(poolTags.parse(await theirs.json()).items).toEqual([]);
});
