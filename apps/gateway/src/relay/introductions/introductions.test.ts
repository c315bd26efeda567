import { randomUUID } from 'node:crypto';
import { Candidate, type Database, withCompany } from '@goen/case-store';
import { findBestPositions, loadCase, recordFacts, refreshProjection } from '@goen/cases';
import { introductionPage } from '@goen/contracts/public';
import { serveApp } from '@goen/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGatewayApp } from '../../start-gateway.ts';
import { startIntroductionFixture } from '../../testing/introduction-fixture.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
beforeAll(async () => {
  gateway = await startIntroductionFixture();
});
afterAll(() => gateway.close());

const get = (path: string, key = gateway.aoba.key) => gateway.request(path, {}, key);
const sendReport = (id: string, report: string, key = gateway.aoba.key) =>
  gateway.post(`/v1/introductions/${id}/reports`, { report }, {}, key);

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

it('names the person only after they accepted, and only to the receiving company', async () => {
  const asked = await gateway.introduction(await gateway.person(), 'asked');
  const accepted = await gateway.introduction(await gateway.person(), 'accepted');
  expect(await (await get(`/v1/introductions/${asked}`)).json()).toMatchObject({
    person: null,
    profile: { skills: ['TypeScript'], last_stage: 'interview' },
  });
  expect(await (await get(`/v1/introductions/${accepted}`)).json()).toMatchObject({
    person: { name: '髙橋 美咲', email: 'misaki@example.com' },
    asked_at: '2026-11-24T02:00:00.000Z',
    answer_by: '2026-12-08',
    provided_at: '2026-11-24T02:00:00.000Z',
    closed_at: null,
  });
  // The company that referred the person must not see the introduction either.
  expect((await get(`/v1/introductions/${accepted}`, gateway.hinode.key)).status).toBe(404);
  const page = introductionPage.parse(await (await get('/v1/introductions?limit=1')).json());
  const next = introductionPage.parse(await (await get(`/v1/introductions?limit=1&cursor=${page.next}`)).json());
  expect([page.items.length, next.items.length, next.next]).toEqual([1, 1, null]);
  const theirs = introductionPage.parse(await (await get('/v1/introductions', gateway.hinode.key)).json());
  expect(theirs.items).toEqual([]);
});

it('reports move forward, record one fact each however often they are sent, and wake the introduction', async () => {
  const id = await gateway.introduction(await gateway.person(), 'accepted');
  const before = await gateway.wakes(id);
  for (const report of ['contacted', 'contacted', 'interviewing', 'hired', 'hired']) {
    const response = await sendReport(id, report);
    expect([response.status, await response.json()]).toMatchObject([200, { report }]);
  }
  const reports = (await gateway.factsOf(id)).filter(({ kind }) => kind === 'company.reported');
  expect(reports.map(({ data }) => [data.report, data.by])).toEqual([
    ['contacted', `key:${gateway.aoba.actor.id}`],
    ['interviewing', `key:${gateway.aoba.actor.id}`],
    ['hired', `key:${gateway.aoba.actor.id}`],
  ]);
  expect(await gateway.wakes(id)).toBe(before + 3);
  expect(await gateway.listAudit(id)).toEqual(Array.from({ length: 3 }, () => 'introduction.reported'));
  const back = await sendReport(id, 'contacted');
  expect([back.status, await back.json()]).toMatchObject([409, { code: 'introduction_not_open' }]);
});

it('a hire says when the person joins; a later date corrects it, and an impossible one is refused', async () => {
  const id = await gateway.introduction(await gateway.person(), 'accepted');
  const report = async (body: object) => {
    const response = await gateway.post(`/v1/introductions/${id}/reports`, body, {}, gateway.aoba.key);
    return [response.status, await response.json()];
  };
  expect(await report({ report: 'contacted', joined_on: '2027-04-01' })).toMatchObject([422, {}]);
  for (const joined_on of ['2026-11-23', '2028-11-25']) {
    const errors = [{ pointer: '/joined_on', code: 'out_of_range' }];
    expect(await report({ report: 'hired', joined_on })).toMatchObject([422, { errors }]);
  }
  expect(await report({ report: 'hired', joined_on: '2027-04-01' })).toMatchObject([
    200,
    { joined_on: '2027-04-01', contract_term: 'indefinite', employment: null },
  ]);
  const moved = { joined_on: '2027-05-01', contract_term: 'fixed' };
  for (let times = 0; times < 2; times += 1) {
    expect(await report({ report: 'hired', ...moved })).toMatchObject([200, moved]);
  }
  expect((await gateway.factsOf(id)).slice(-2)).toMatchObject([
    { kind: 'company.reported', data: { joinedOn: '2027-04-01' } },
    { kind: 'hire.corrected', data: { joinedOn: '2027-05-01' } },
  ]);
});

it('nothing of what another company did is in the timeline and lists of the company that referred the person', async () => {
  const person = await gateway.person();
  const id = await gateway.introduction(person, 'accepted');
  await sendReport(id, 'interviewing');
  await sendReport(id, 'hired');
  const read = async (path: string) => (await get(path, gateway.hinode.key)).text();
  const seen = await Promise.all(
    [`/v1/cases/${person.caseId}`, '/v1/cases', '/v1/candidates', '/v1/introductions', '/v1/mails'].map(read),
  );
  expect(seen.join('')).toContain(person.caseId);
  expect(seen.join('')).not.toMatch(/aoba|決済エンジニア|joined|interviewing|"hired"/);
});

it('a hire wakes the case of the company that referred the person, and its queue drops what will not go', async () => {
  const person = await gateway.person();
  const id = await gateway.introduction(person, 'accepted');
  const decide = () =>
    withCompany(gateway.orm, gateway.hinode.id, async (em) => {
      const loaded = await loadCase(em, person.caseId);
      if (loaded) await refreshProjection(em, loaded, gateway.clock.now.getTime());
      return loaded?.file.facts ?? [];
    });
  const [reported] = await decide();
  const rejectionIds = reported && 'rejectionId' in reported.data ? [reported.data.rejectionId] : [];
  const told = { n: 1, mail: 'rejection' as const, rejectionIds, messageId: 'm', date: '2026-11-24' };
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: gateway.clock.now },
      { caseId: person.caseId, facts: { kind: 'mail.sent', at: gateway.clock.now, data: told } },
    ),
  );
  const readQueue = async () => (await get('/v1/mails?limit=200', gateway.hinode.key)).text();
  expect(await readQueue()).toContain(person.caseId);
  const nudges = await gateway.nudges(person.caseId);
  await sendReport(id, 'hired');
  expect(await gateway.nudges(person.caseId)).toBe(nudges + 1);
  await decide();
  expect(await readQueue()).not.toContain(person.caseId);
});

/** Facts after the question → what the company that referred the person sees, before and after the last day. */
it.each([
  ['matched', [], false, ['planned', 'planned']],
  ['matched', [], true, ['not_provided', 'not_provided']],
  ['asked', [], false, ['asked', 'asked']],
  ['asked', ['candidate.declined'], true, ['asked', 'not_provided']],
  ['accepted', ['company.reported'], true, ['provided', 'provided']],
] as const)(
  'the referring company sees of an introduction (%s, %j, closed: %s): %j',
  async (state, later, isClosed, expected) => {
    const person = await gateway.person();
    const id = await gateway.introduction(person, state);
    for (const kind of later) {
      await gateway.rows(
        `insert into introduction_fact (introduction_id, company_id, referrer_id, kind, at, data)
       select id, company_id, referrer_id, ?, now(), '{"report": "hired"}' from introduction where id = ?`,
        [kind, id],
      );
    }
    if (isClosed) await gateway.rows(`update introduction set state = 'closed', ended = 'hired' where id = ?`, [id]);
    const read = async () =>
      (await get(`/v1/referred-introductions?candidate_id=${person.candidateId}`, gateway.hinode.key)).json();
    const now = gateway.clock.now;
    for (const [nth, days] of [14, 15].entries()) {
      gateway.clock.now = new Date(now.getTime() + days * 24 * 3_600_000);
      const page = await read();
      expect(page).toMatchObject({ items: [{ id, case_id: person.caseId, state: expected[nth] }] });
      expect(JSON.stringify(page)).not.toMatch(/hired|declined|決済エンジニア|misaki/);
      expect(JSON.stringify(page).includes('株式会社aoba')).toBe(state === 'accepted');
    }
    gateway.clock.now = now;
    expect(await (await get(`/v1/referred-introductions?candidate_id=${person.candidateId}`)).json()).toMatchObject({
      items: [],
    });
  },
);

it('a company answers once whether the person it hired is still employed, and may correct the answer', async () => {
  const id = await gateway.introduction(await gateway.person(), 'accepted');
  const answer = async (body: object, key = gateway.aoba.key) => {
    const response = await gateway.post(`/v1/introductions/${id}/employment`, body, {}, key);
    return [response.status, await response.json()];
  };
  expect(await answer({ still_employed: true })).toMatchObject([409, { code: 'introduction_not_open' }]);
  await sendReport(id, 'hired');
  expect(await answer({ still_employed: true }, gateway.hinode.key)).toMatchObject([404, {}]);
  expect(await answer({ still_employed: true, dismissed: true })).toMatchObject([422, {}]);
  const left = { still_employed: false, left_on: '2027-02-28', dismissed: false };
  for (const body of [{ still_employed: true }, { still_employed: true }, left]) {
    expect(await answer(body)).toMatchObject([200, { employment: body }]);
  }
  expect(await gateway.listAudit(id)).toContain('employment.reported');
  const answers = (await gateway.factsOf(id)).filter(({ kind }) => kind === 'employment.reported');
  expect(answers.map(({ data }) => data.stillEmployed)).toEqual([true, false]);
});

it('the hire that fills the last seat closes the position and wakes its open introductions', async () => {
  const { id: positionId } = (await (
    await gateway.post('/v1/positions', { title: '二名募集', seats: 2 }, {}, gateway.aoba.key)
  ).json()) as { id: string };
  const [first, second, asked, other] = [
    await gateway.introduction(await gateway.person(), 'accepted', positionId),
    await gateway.introduction(await gateway.person(), 'accepted', positionId),
    await gateway.introduction(await gateway.person(), 'asked', positionId),
    await gateway.introduction(await gateway.person(), 'accepted', positionId),
  ];
  const readState = async () =>
    ((await (await get(`/v1/positions/${positionId}`)).json()) as { state: string; updated_at: string }).state;
  const wakes = await gateway.wakes(asked);
  await sendReport(first, 'interviewing');
  await sendReport(other, 'declined');
  await sendReport(first, 'hired');
  expect([await readState(), await gateway.wakes(asked)]).toEqual(['open', wakes]);
  await sendReport(second, 'hired');
  expect([await readState(), await gateway.wakes(asked)]).toEqual(['closed', wakes + 1]);
  const positions = await withCompany(gateway.orm, gateway.aoba.id, async (em) => {
    const candidate = await em.insert(Candidate, formerCandidate(gateway.aoba.id));
    return findBestPositions(em, candidate, 50);
  });
  expect(positions.map(({ id }) => id)).not.toContain(positionId);
  // Reopening needs a free seat.
  const patch = (body: object) =>
    gateway.request(
      `/v1/positions/${positionId}`,
      { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      gateway.aoba.key,
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

it('two concurrent hires and a patch of the position do not deadlock', async () => {
  const { id: positionId } = (await (
    await gateway.post('/v1/positions', { title: '同時', seats: 2 }, {}, gateway.aoba.key)
  ).json()) as { id: string };
  const ids = [
    await gateway.introduction(await gateway.person(), 'accepted', positionId),
    await gateway.introduction(await gateway.person(), 'accepted', positionId),
  ];
  const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: '{"title": "変更"}' };
  const responses = await Promise.all([
    ...ids.map((id) => sendReport(id, 'hired')),
    gateway.request(`/v1/positions/${positionId}`, init, gateway.aoba.key),
  ]);
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await (await get(`/v1/positions/${positionId}`)).json()).toMatchObject({ title: '変更', state: 'closed' });
});

it('refuses reports before the profile is provided, from other companies, and with invalid values', async () => {
  const id = await gateway.introduction(await gateway.person(), 'asked');
  expect((await sendReport(id, 'contacted')).status).toBe(409);
  expect((await sendReport(id, 'contacted', gateway.hinode.key)).status).toBe(404);
  expect((await sendReport(id, 'fired')).status).toBe(422);
  const unknownField = await gateway.post(
    `/v1/introductions/${id}/reports`,
    { report: 'contacted', note: 'x' },
    {},
    gateway.aoba.key,
  );
  expect([unknownField.status, await unknownField.json()]).toMatchObject([
    422,
    { errors: [{ pointer: '', code: 'unknown_field' }] },
  ]);
  expect((await sendReport('x', 'contacted')).status).toBe(404);
});

it('each side has its own record of the provision, as JSON and as CSV', async () => {
  const id = await gateway.introduction(await gateway.person(), 'accepted');
  for (const [key, side, counterpart] of [
    [gateway.hinode.key, 'provider', '株式会社aoba'],
    [gateway.aoba.key, 'recipient', '株式会社hinode'],
  ] as const) {
    const records: { introduction_id: string; side: string }[] = [];
    for (let cursor = ''; ; ) {
      const response = await get(`/v1/provision-records?limit=1${cursor}`, key);
      const page = (await response.json()) as { items: typeof records; next: string | null };
      records.push(...page.items);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(records.map((record) => record.side))).toEqual(new Set([side]));
    expect(records.filter((record) => record.introduction_id === id)).toMatchObject([
      { side, counterpart_name: counterpart, person: '髙橋 美咲', items: ['name', 'email', 'last_stage'] },
    ]);
    const csv = Buffer.from(await (await get('/v1/provision-records/export', key)).arrayBuffer()).toString('utf8');
    expect(csv.startsWith('\uFEFF記録ID,区分,提供・受領年月日,本人の氏名,')).toBe(true);
    expect(csv.trim().split('\n')).toHaveLength(records.length + 1);
    expect(csv).toContain(side === 'provider' ? ',提供,' : ',受領,');
  }
  expect((await get('/v1/provision-records?cursor=x')).status).toBe(400);
});

it('aborts the export when reading fails, so that it never looks complete', async () => {
  const brokenOrm: Database = Object.create(gateway.orm);
  // Keys can still be checked; the company's own rows cannot be read.
  const fork = (options?: { session?: { variables?: object } }) => {
    if ('app.company' in (options?.session?.variables ?? {})) throw new Error('database is down');
    return gateway.orm.em.fork(options as object);
  };
  Object.defineProperty(brokenOrm, 'em', { value: { fork } });
  const app = createGatewayApp({ ...gateway.context, orm: brokenOrm }, { operatorName: 'Goen' }, {});
  const server = await serveApp(app, { host: '127.0.0.1', port: 0 });
  const headers = { authorization: `Bearer ${gateway.aoba.key}` };
  const read = async () => (await fetch(`${server.url}/v1/provision-records/export`, { headers })).text();
  await expect(read()).rejects.toThrow(/terminated|fetch failed/);
  await server.close();
});

it.each([
  'update provision_record set person = null',
  'delete from provision_record',
  "update introduction_fact set kind = 'x'",
  'delete from introduction_fact',
])('the database role of the services cannot run: %s', async (sql) => {
  await expect(gateway.orm.em.fork().execute(sql)).rejects.toThrow(/permission denied/);
});
