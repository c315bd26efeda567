import { randomUUID } from 'node:crypto';
import { casePage, caseView, type RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import { aReport, type Bench, someday, startBench } from '../../testing/gateway-fixture.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const report = async (body: unknown = aReport(), key?: string): Promise<string> => {
  const answer = (await (await bench.post('/v1/rejections', body, {}, key)).json()) as RejectionAccepted;
  return answer.case_id;
};
const list = async (query = '', key?: string) => {
  const answer = await bench.request(`/v1/cases${query}`, {}, key);
  expect(answer.status).toBe(200);
  return casePage.parse(await answer.json());
};
const idsOf = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

test('pages hold each case once, also when cases come in between', async () => {
  const before: string[] = [];
  // Three at one instant: the id decides their order.
  for (const minute of [0, 1, 1, 1, 2]) {
    bench.clock.now = new Date(someday.getTime() + minute * 60_000);
    before.push(await report());
  }
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page = await list(`?limit=2${next === null ? '' : `&cursor=${next}`}`);
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...idsOf(page));
    next = page.next;
    bench.clock.now = new Date(bench.clock.now.getTime() + 60_000);
    await report();
  } while (next !== null);
  expect(seen.toSorted()).toEqual(before.toSorted());
  expect(seen[0]).toBe(before.at(-1));
  bench.clock.now = someday;
});

test('cases are found by state, stage, step, candidate and time of opening', async () => {
  bench.clock.now = new Date('2026-12-01T11:00:00+09:00');
  const stage = { current_stage: { kind: 'final' } };
  const final = await report(aReport({ application: { ...stage, rejected_at: '2026-12-01T10:00:00+09:00' } }));
  bench.clock.now = someday;
  const closed = await report();
  await bench.rows("update follow_up_case set state = 'closed', next_step = 'none' where id = ?", [closed]);
  const [one] = (await list('?stage=final')).items;
  expect(idsOf(await list('?stage=final'))).toEqual([final]);
  expect(idsOf(await list('?state=closed'))).toEqual([closed]);
  expect(idsOf(await list('?next_step=none'))).toEqual([closed]);
  expect(idsOf(await list(`?candidate_id=${one?.candidate_id}`))).toEqual([final]);
  const [from, to] = ['2026-12-01T02:00:00Z', '2026-12-01T02:00:01Z'];
  expect(idsOf(await list(`?opened_from=${from}&opened_to=${to}`))).toEqual([final]);
  expect(idsOf(await list(`?opened_from=${to}`))).toEqual([]);
  expect(idsOf(await list(`?opened_to=${from}&stage=final`))).toEqual([]);
});

test('one case tells its rejections, its facts and what comes next', async () => {
  const body = aReport();
  const view = caseView.parse(await (await bench.request(`/v1/cases/${await report(body)}`)).json());
  expect(view).toMatchObject({
    state: 'open',
    stage: 'interview',
    next_step: 'rejection_mail',
    next_step_at: '2026-11-24T03:00:00.000Z',
    consents: { follow_up: 'unknown', relay: 'unknown' },
    referral: 'none',
    rejections: [{ application_remote_id: body.application.remote_id, job_name: 'エンジニア', cancelled: false }],
  });
  expect(view.timeline.map(({ kind }) => kind)).toEqual(['rejection.reported']);
});

test('another company’s case is not found, as one that is none', async () => {
  const theirs = await report(aReport(), bench.aoba.key);
  const problems = await Promise.all(
    [theirs, randomUUID(), 'no-id'].map(async (id) => {
      const answer = await bench.request(`/v1/cases/${id}`);
      return [answer.status, ((await answer.json()) as { code: string }).code];
    }),
  );
  expect(problems).toEqual([404, 404, 404].map((status) => [status, 'not_found']));
  expect(idsOf(await list('?limit=200'))).not.toContain(theirs);
  expect(idsOf(await list('', bench.aoba.key))).toEqual([theirs]);
});

test.each([
  ['limit=0', 422, 'invalid_request'],
  ['limit=201', 422, 'invalid_request'],
  ['state=ajar', 422, 'invalid_request'],
  ['opened_from=2026-12-01T00:00:00', 422, 'invalid_request'],
  ['opened_from=0000-01-01T00:00:00Z', 422, 'invalid_request'],
  ['cursor=none-of-ours', 400, 'invalid_cursor'],
])('%s is refused', async (query, status, code) => {
  const answer = await bench.request(`/v1/cases?${query}`);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
});

test.each([
  ['POST', '/v1/rejections', 'rejections:write'],
  ['POST', '/v1/rejections/batch', 'rejections:write'],
  ['POST', '/v1/events', 'events:write'],
  ['GET', '/v1/cases', 'cases:read'],
  ['GET', `/v1/cases/${randomUUID()}`, 'cases:read'],
  ['GET', '/v1/candidates', 'candidates:read'],
] as const)('%s %s needs its scope', async (method, path, scope) => {
  const other = scope === 'cases:read' ? 'candidates:read' : 'cases:read';
  const { key } = await createKey(bench.admin, { company: 'hinode', name: 'narrow', scopes: [other] });
  const answer = await bench.request(path, { method }, key);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, 'missing_scope']);
});
