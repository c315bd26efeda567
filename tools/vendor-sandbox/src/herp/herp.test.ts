import { expect, it } from 'vitest';
import { testSandbox, told } from '../testing/test-sandbox.ts';
import { madeUpCandidates } from '../testing-data/made-up-candidates.ts';
import { seedVendors } from '../testing-data/seed-vendors.ts';

type Listed = { candidacies: { id: string; stepUpdatedAt: string; terminationReason: string }[]; hasNextPage: boolean };
const listed = async (answer: Promise<Response>) => (await (await answer).json()) as Listed;
const path = '/hire/v1/candidacies';

it('lists who was rejected, a hundred a page, newest step first', async () => {
  await using sandbox = await testSandbox();
  const made = seedVendors(sandbox, { count: 130, lastDay: '2026-11-20' });
  sandbox.herp.addCandidacy({ name: '選考中 太郎' });
  sandbox.herp.terminate(sandbox.herp.addCandidacy({ name: '辞退 花子' }).id, 'refusedByCandidate');
  const query = `${path}?status=terminated&terminationReason=rejected&sort=stepUpdatedAt&direction=desc&page=`;
  const first = await listed(sandbox.call('GET', `${query}1`));
  const second = await listed(sandbox.call('GET', `${query}2`));
  expect([first.candidacies.length, first.hasNextPage]).toEqual([100, true]);
  expect([second.candidacies.length, second.hasNextPage]).toEqual([30, false]);
  const all = [...first.candidacies, ...second.candidacies];
  expect(new Set(all.map(({ id }) => id))).toEqual(new Set(made.map(({ uuid }) => uuid)));
  const times = all.map(({ stepUpdatedAt }) => stepUpdatedAt);
  expect(times).toEqual(times.toSorted().reverse());
  expect(
    first.candidacies.find(({ id }) => id === made[0]?.uuid) ??
      second.candidacies.find(({ id }) => id === made[0]?.uuid),
  ).toEqual(made[0]?.herp);
});

it('takes both ends of a range as days of Tokyo', async () => {
  await using sandbox = await testSandbox();
  const add = (name: string, stepUpdatedAt: string) => sandbox.herp.addCandidacy({ name, stepUpdatedAt });
  add('前日', '2026-09-30T23:59:59+09:00');
  const morning = add('当日の朝', '2026-10-01T00:00:00+09:00');
  const night = add('当日の夜', '2026-10-01T23:59:59+09:00');
  add('翌日', '2026-10-01T15:00:00Z');
  const { candidacies } = await listed(
    sandbox.call('GET', `${path}?stepUpdatedAtFrom=2026-10-01&stepUpdatedAtTo=2026-10-01&direction=asc`),
  );
  expect(new Set(candidacies.map(({ id }) => id))).toEqual(new Set([morning.id, night.id]));
});

it('forgets the reason when a recruiter takes the end back', async () => {
  await using sandbox = await testSandbox();
  const [one] = madeUpCandidates(1);
  const { id } = sandbox.herp.addCandidacy({ ...one?.herp, name: '髙橋 花子' });
  sandbox.herp.reopen(id);
  expect((await listed(sandbox.call('GET', `${path}?status=terminated`))).candidacies).toEqual([]);
  expect((await listed(sandbox.call('GET', `${path}?status=active`))).candidacies).toMatchObject([
    { id, terminationReason: null, terminatedAt: null },
  ]);
  expect(() => sandbox.herp.reopen('none')).toThrow('no candidacy');
});

it('keeps comments of a candidacy, the same one twice when it is posted twice', async () => {
  await using sandbox = await testSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  const comments = `${path}/${id}/timeline-comments`;
  const comment = { body: 'お見送りの連絡を送信しました', textType: 'text/markdown', mentionTo: ['U-1'] };
  for (let n = 0; n < 2; n += 1) expect((await sandbox.call('POST', comments, comment)).status).toBe(200);
  const [, read] = await told(sandbox.call('GET', comments));
  expect(read).toMatchObject({ timelineComments: [comment, comment] });
  expect(sandbox.herp.comments(id)).toHaveLength(2);
});

it.each([
  ['GET', '?page=0', undefined, 400],
  ['GET', '?stepUpdatedAtFrom=2026/10/01', undefined, 400],
  ['GET', '?terminationReason=unloved', undefined, 400],
  ['GET', '/none/timeline-comments', undefined, 404],
  ['POST', '/ID/timeline-comments', { body: 'あ'.repeat(20_001) }, 400],
  ['POST', '/ID/timeline-comments', { body: 'あ'.repeat(20_000) }, 200],
  ['POST', '/ID/timeline-comments', { body: 'a', textType: 'text/html' }, 400],
])('%s %s is answered %4$i', async (method, rest, body, status) => {
  await using sandbox = await testSandbox();
  const { id } = sandbox.herp.addCandidacy({ name: '髙橋 花子' });
  expect((await sandbox.call(method, path + rest.replace('ID', id), body)).status).toBe(status);
});

it('lists jobs', async () => {
  await using sandbox = await testSandbox();
  const open = sandbox.herp.addRequisition({ name: '経理' });
  sandbox.herp.addRequisition({ name: '人事', status: 'archived' });
  expect(await told(sandbox.call('GET', '/hire/v1/requisitions?status=active'))).toEqual([
    200,
    { requisitions: [open], hasNextPage: false },
  ]);
});

it('counts the requests of a minute over all keys, and tells what is left', async () => {
  let at = new Date('2026-10-01T01:00:10Z');
  await using sandbox = await testSandbox({ now: () => at });
  const ask = async (key: string) => {
    const answer = await fetch(sandbox.url + path, { headers: { authorization: `Bearer ${key}` } });
    return [answer.status, answer.headers.get('x-remaining-request'), answer.headers.get('x-reset-at')];
  };
  expect(await ask('one')).toEqual([200, '99', '2026-10-01T10:01:00+09:00']);
  for (let n = 0; n < 98; n += 1) await ask('two');
  expect(await ask('one')).toEqual([200, '0', '2026-10-01T10:01:00+09:00']);
  expect(await ask('two')).toEqual([429, '0', '2026-10-01T10:01:00+09:00']);
  at = new Date('2026-10-01T01:01:00Z');
  expect(await ask('one')).toEqual([200, '99', '2026-10-01T10:02:00+09:00']);
});

it('refuses who has no key of the tenant', async () => {
  await using sandbox = await testSandbox({ limits: { herp: { apiKeys: ['key'] } } });
  expect((await sandbox.call('GET', path)).status).toBe(200);
  expect((await fetch(sandbox.url + path, { headers: { authorization: 'Bearer other' } })).status).toBe(401);
  expect((await fetch(sandbox.url + path)).status).toBe(401);
});
