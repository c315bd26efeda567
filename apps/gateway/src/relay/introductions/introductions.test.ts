import { randomUUID } from 'node:crypto';
import { Candidate, type Database, withCompany } from '@goen/case-store';
import { bestPositionsFor } from '@goen/cases';
import { introductionPage } from '@goen/contracts/public';
import { serveApp } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gatewayApp } from '../../start-gateway.ts';
import { startIntroductionBench } from '../../testing/introduction-fixture.ts';

let bench: Awaited<ReturnType<typeof startIntroductionBench>>;
beforeAll(async () => {
  bench = await startIntroductionBench();
});
afterAll(() => bench.close());

const get = (path: string, key = bench.aoba.key) => bench.request(path, {}, key);
const tell = (id: string, report: string, key = bench.aoba.key) =>
  bench.post(`/v1/introductions/${id}/reports`, { report }, {}, key);

const formerCandidate = (companyId: string) => ({
  id: randomUUID(),
  companyId,
  sourceKey: 'ats:x',
  remoteId: randomUUID(),
  emails: [],
  phones: [],
  mayBeMailed: true,
  lastStage: 'interview' as const,
  lastRejectedAt: new Date(),
  relayConsent: 'unknown' as const,
  createdAt: new Date(),
});

it('the receiver learns who it is by the handing over alone; nobody else sees it', async () => {
  const asked = await bench.introduction(await bench.person(), 'asked');
  const accepted = await bench.introduction(await bench.person(), 'accepted');
  expect(await (await get(`/v1/introductions/${asked}`)).json()).toMatchObject({
    person: null,
    profile: { skills: ['TypeScript'], last_stage: 'interview' },
  });
  expect(await (await get(`/v1/introductions/${accepted}`)).json()).toMatchObject({
    person: { name: '髙橋 美咲', email: 'misaki@example.com' },
  });
  // Also not the company that referred the person: what became of it there is not theirs to see.
  expect((await get(`/v1/introductions/${accepted}`, bench.hinode.key)).status).toBe(404);
  const page = introductionPage.parse(await (await get('/v1/introductions?limit=1')).json());
  const next = introductionPage.parse(await (await get(`/v1/introductions?limit=1&cursor=${page.next}`)).json());
  expect([page.items.length, next.items.length, next.next]).toEqual([1, 1, null]);
  const theirs = introductionPage.parse(await (await get('/v1/introductions', bench.hinode.key)).json());
  expect(theirs.items).toEqual([]);
});

it('a report moves forward, is one fact however often it comes, and wakes the introduction', async () => {
  const id = await bench.introduction(await bench.person(), 'accepted');
  const before = await bench.wakes(id);
  for (const report of ['contacted', 'contacted', 'interviewing', 'hired', 'hired']) {
    const answer = await tell(id, report);
    expect([answer.status, await answer.json()]).toMatchObject([200, { report }]);
  }
  const told = (await bench.factsOf(id)).filter(({ kind }) => kind === 'company.reported');
  expect(told.map(({ data }) => [data.report, data.by])).toEqual([
    ['contacted', 'API key test'],
    ['interviewing', 'API key test'],
    ['hired', 'API key test'],
  ]);
  expect(await bench.wakes(id)).toBe(before + 3);
  const back = await tell(id, 'contacted');
  expect([back.status, await back.json()]).toMatchObject([409, { code: 'introduction_not_open' }]);
});

it('the hire that takes the last seat closes the position, and whoever is asked about it is asked no longer', async () => {
  const { id: positionId } = (await (
    await bench.post('/v1/positions', { title: '二名募集', seats: 2 }, {}, bench.aoba.key)
  ).json()) as { id: string };
  const [first, second, asked, other] = [
    await bench.introduction(await bench.person(), 'accepted', positionId),
    await bench.introduction(await bench.person(), 'accepted', positionId),
    await bench.introduction(await bench.person(), 'asked', positionId),
    await bench.introduction(await bench.person(), 'accepted', positionId),
  ];
  const stateOf = async () =>
    ((await (await get(`/v1/positions/${positionId}`)).json()) as { state: string; updated_at: string }).state;
  const wakes = await bench.wakes(asked);
  await tell(first, 'interviewing');
  await tell(other, 'declined');
  await tell(first, 'hired');
  expect([await stateOf(), await bench.wakes(asked)]).toEqual(['open', wakes]);
  await tell(second, 'hired');
  expect([await stateOf(), await bench.wakes(asked)]).toEqual(['closed', wakes + 1]);
  const named = await withCompany(bench.orm, bench.aoba.id, async (em) => {
    const candidate = await em.insert(Candidate, formerCandidate(bench.aoba.id));
    return bestPositionsFor(em, candidate, 50);
  });
  expect(named.map(({ id }) => id)).not.toContain(positionId);
  // The API takes no more of them than there are seats: to look for another, it is told so.
  const patch = (body: object) =>
    bench.request(
      `/v1/positions/${positionId}`,
      { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      bench.aoba.key,
    );
  const refused = await patch({ state: 'open' });
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { code: 'invalid_request', errors: [{ pointer: '/seats', code: 'seats_taken' }] },
  ]);
  expect(await (await patch({ state: 'open', seats: 3 })).json()).toMatchObject({ state: 'open', seats: 3 });
  expect(await (await patch({ seats: 2 })).json()).toMatchObject({ state: 'closed', seats: 2 });
  expect(await (await patch({ title: '締切' })).json()).toMatchObject({ state: 'closed', title: '締切' });
});

it('two hires at once, and a change of the position, wait for each other and for nothing else', async () => {
  const { id: positionId } = (await (
    await bench.post('/v1/positions', { title: '同時', seats: 2 }, {}, bench.aoba.key)
  ).json()) as { id: string };
  const ids = [
    await bench.introduction(await bench.person(), 'accepted', positionId),
    await bench.introduction(await bench.person(), 'accepted', positionId),
  ];
  const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"title": "変更"}' };
  const all = await Promise.all([
    ...ids.map((id) => tell(id, 'hired')),
    bench.request(`/v1/positions/${positionId}`, init, bench.aoba.key),
  ]);
  expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await (await get(`/v1/positions/${positionId}`)).json()).toMatchObject({ title: '変更', state: 'closed' });
});

it('nothing is told of a person who was not handed over, nor by another company', async () => {
  const id = await bench.introduction(await bench.person(), 'asked');
  expect((await tell(id, 'contacted')).status).toBe(409);
  expect((await tell(id, 'contacted', bench.hinode.key)).status).toBe(404);
  expect((await tell(id, 'fired')).status).toBe(422);
  expect((await tell('x', 'contacted')).status).toBe(404);
});

it('each side has its record of the provision, as JSON and as CSV, and no other', async () => {
  const id = await bench.introduction(await bench.person(), 'accepted');
  for (const [key, side, counterpart] of [
    [bench.hinode.key, 'provider', '株式会社aoba'],
    [bench.aoba.key, 'recipient', '株式会社hinode'],
  ] as const) {
    const all: { introduction_id: string; side: string }[] = [];
    for (let cursor = ''; ; ) {
      const answer = await get(`/v1/provision-records?limit=1${cursor}`, key);
      const page = (await answer.json()) as { items: typeof all; next: string | null };
      all.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(all.map((one) => one.side))).toEqual(new Set([side]));
    expect(all.filter((one) => one.introduction_id === id)).toMatchObject([
      { side, counterpart_name: counterpart, person: '髙橋 美咲', items: ['name', 'email', 'last_stage'] },
    ]);
    const csv = Buffer.from(await (await get('/v1/provision-records/export', key)).arrayBuffer()).toString('utf8');
    expect(csv.startsWith('\uFEFF記録ID,区分,提供・受領年月日,本人の氏名,')).toBe(true);
    expect(csv.trim().split('\n')).toHaveLength(all.length + 1);
    expect(csv).toContain(side === 'provider' ? ',提供,' : ',受領,');
  }
  expect((await get('/v1/provision-records?cursor=x')).status).toBe(400);
});

it('records that can’t be read to their end are no file that looks whole', async () => {
  const away: Database = Object.create(bench.orm);
  // Keys are still known; what is the company's own can't be read.
  const fork = (options?: { session?: { variables?: object } }) => {
    if ('app.company_id' in (options?.session?.variables ?? {})) throw new Error('the database is away');
    return bench.orm.em.fork(options as object);
  };
  Object.defineProperty(away, 'em', { value: { fork } });
  const app = gatewayApp({ ...bench.context, orm: away }, { operatorName: 'Goen' }, {});
  const server = await serveApp(app, { host: '127.0.0.1', port: 0 });
  const headers = { authorization: `Bearer ${bench.aoba.key}` };
  const read = async () => (await fetch(`${server.url}/v1/provision-records/export`, { headers })).text();
  await expect(read()).rejects.toThrow(/terminated|fetch failed/);
  await server.close();
});

it.each([
  'update provision_record set person = null',
  'delete from provision_record',
  "update introduction_fact set kind = 'x'",
  'delete from introduction_fact',
])('the role of the services cannot %s', async (sql) => {
  await expect(bench.orm.em.fork().execute(sql)).rejects.toThrow(/permission denied/);
});
