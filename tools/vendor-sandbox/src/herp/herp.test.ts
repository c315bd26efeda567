import { expect, it } from 'vitest';
import { generateCandidates } from '../sample-data/generate-candidates.ts';
import { seedVendors } from '../sample-data/seed-vendors.ts';
import { readResponse, startTestSandbox } from '../testing/test-sandbox.ts';

type CandidacyPage = {
  candidacies: { id: string; stepUpdatedAt: string; terminationReason: string }[];
  hasNextPage: boolean;
};
const readPage = async (response: Promise<Response>) => (await (await response).json()) as CandidacyPage;
const path = '/hire/v1/candidacies';

it('lists rejected candidacies, 100 per page, latest step change first', async () => {
  await using sandbox = await startTestSandbox();
  const seeded = seedVendors(sandbox, { count: 130, lastDay: '2026-11-20' });
  sandbox.herp.addCandidacy({ name: '選考中 太郎' });
  sandbox.herp.terminate(sandbox.herp.addCandidacy({ name: '辞退 花子' }).id, 'refusedByCandidate');
  const query = `${path}?status=terminated&terminationReason=rejected&sort=stepUpdatedAt&direction=desc&page=`;
  const first = await readPage(sandbox.call('GET', `${query}1`));
  const second = await readPage(sandbox.call('GET', `${query}2`));
  expect([first.candidacies.length, first.hasNextPage]).toEqual([100, true]);
  expect([second.candidacies.length, second.hasNextPage]).toEqual([30, false]);
  const all = [...first.candidacies, ...second.candidacies];
  expect(new Set(all.map(({ id }) => id))).toEqual(new Set(seeded.map(({ uuid }) => uuid)));
  const times = all.map(({ stepUpdatedAt }) => stepUpdatedAt);
  expect(times).toEqual(times.toSorted().reverse());
  expect(
    first.candidacies.find(({ id }) => id === seeded[0]?.uuid) ??
      second.candidacies.find(({ id }) => id === seeded[0]?.uuid),
  ).toEqual(seeded[0]?.herp);
});

it('reads both ends of a date range as days in Tokyo', async () => {
  await using sandbox = await startTestSandbox();
  const add = (name: string, stepUpdatedAt: string) => sandbox.herp.addCandidacy({ name, stepUpdatedAt });
  add('前日', '2026-09-30T23:59:59+09:00');
  const morning = add('当日の朝', '2026-10-01T00:00:00+09:00');
  const night = add('当日の夜', '2026-10-01T23:59:59+09:00');
  add('翌日', '2026-10-01T15:00:00Z');
  const { candidacies } = await readPage(
    sandbox.call('GET', `${path}?stepUpdatedAtFrom=2026-10-01&stepUpdatedAtTo=2026-10-01&direction=asc`),
  );
  expect(new Set(candidacies.map(({ id }) => id))).toEqual(new Set([morning.id, night.id]));
});

it('clears the termination reason when a recruiter undoes a rejection', async () => {
  await using sandbox = await startTestSandbox();
  const [candidate] = generateCandidates(1);
  const { id } = sandbox.herp.addCandidacy({ ...candidate?.herp, name: '髙橋 花子' });
  sandbox.herp.reopen(id);
  expect((await readPage(sandbox.call('GET', `${path}?status=terminated`))).candidacies).toEqual([]);
  expect((await readPage(sandbox.call('GET', `${path}?status=active`))).candidacies).toMatchObject([
    { id, terminationReason: null, terminatedAt: null },
  ]);
  expect(() => sandbox.herp.reopen('none')).toThrow('no candidacy');
});

it('adds somebody in selection from another process', async () => {
  await using sandbox = await startTestSandbox();
  const add = (body: object) => sandbox.call('POST', '/sandbox/herp/candidacies', body);
  const [, added] = await readResponse(
    add({ name: '三浦 遥', step: 'firstInterview', stepUpdatedAt: '2026-10-01T00:00:00Z' }),
  );
  const { candidacies } = await readPage(sandbox.call('GET', `${path}?status=active`));
  expect(candidacies).toEqual([added]);
  expect(candidacies).toMatchObject([{ step: 'firstInterview', stepUpdatedAt: '2026-10-01T09:00:00+09:00' }]);
  expect((await add({ name: '三浦 遥', step: 'unknown' })).status).toBe(422);
});

it('stores a comment twice when it is posted twice', async () => {
  await using sandbox = await startTestSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  const comments = `${path}/${id}/timeline-comments`;
  const comment = { body: 'お見送りの連絡を送信しました', textType: 'text/markdown', mentionTo: ['U-1'] };
  for (let n = 0; n < 2; n += 1) expect((await sandbox.call('POST', comments, comment)).status).toBe(200);
  const [, list] = await readResponse(sandbox.call('GET', comments));
  expect(list).toMatchObject({ timelineComments: [comment, comment] });
  expect(sandbox.herp.comments(id)).toHaveLength(2);
});

it.each([
  ['GET', '?page=0', undefined, 400],
  ['GET', '?stepUpdatedAtFrom=2026/10/01', undefined, 400],
  ['GET', '?terminationReason=unknown', undefined, 400],
  ['GET', '/none/timeline-comments', undefined, 404],
  ['POST', '/ID/timeline-comments', { body: 'あ'.repeat(20_001) }, 400],
  ['POST', '/ID/timeline-comments', { body: 'あ'.repeat(20_000) }, 200],
  ['POST', '/ID/timeline-comments', { body: 'a', textType: 'text/html' }, 400],
])('%s %s answers %4$i', async (method, suffix, body, status) => {
  await using sandbox = await startTestSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  expect((await sandbox.call(method, path + suffix.replace('ID', id), body)).status).toBe(status);
});

it('lists requisitions', async () => {
  await using sandbox = await startTestSandbox();
  const open = sandbox.herp.addRequisition({ name: '経理' });
  sandbox.herp.addRequisition({ name: '人事', status: 'archived' });
  expect(await readResponse(sandbox.call('GET', '/hire/v1/requisitions?status=active'))).toEqual([
    200,
    { requisitions: [open], hasNextPage: false },
  ]);
});

it('counts requests per minute across all keys, and reports the remaining ones', async () => {
  let now = new Date('2026-10-01T01:00:10Z');
  await using sandbox = await startTestSandbox({ now: () => now });
  const list = async (key: string) => {
    const response = await fetch(sandbox.url + path, { headers: { authorization: `Bearer ${key}` } });
    return [response.status, response.headers.get('x-remaining-request'), response.headers.get('x-reset-at')];
  };
  expect(await list('first')).toEqual([200, '99', '2026-10-01T10:01:00+09:00']);
  for (let n = 0; n < 98; n += 1) await list('second');
  expect(await list('first')).toEqual([200, '0', '2026-10-01T10:01:00+09:00']);
  expect(await list('second')).toEqual([429, '0', '2026-10-01T10:01:00+09:00']);
  now = new Date('2026-10-01T01:01:00Z');
  expect(await list('first')).toEqual([200, '99', '2026-10-01T10:02:00+09:00']);
});

it('refuses unknown and missing API keys', async () => {
  await using sandbox = await startTestSandbox({ limits: { herp: { apiKeys: ['key'] } } });
  expect((await sandbox.call('GET', path)).status).toBe(200);
  expect((await fetch(sandbox.url + path, { headers: { authorization: 'Bearer other' } })).status).toBe(401);
  expect((await fetch(sandbox.url + path)).status).toBe(401);
});
