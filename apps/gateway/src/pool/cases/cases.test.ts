import { randomUUID } from 'node:crypto';
import { apiScopes } from '@goen/case-store';
import { caseAdvanced, casePage, caseView, type Problem, type RejectionAccepted } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompany, createKey } from '../../cli/index.ts';
import { aReport, type GatewayFixture, settings, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const report = async (body: unknown = aReport(), key?: string): Promise<string> => {
  const accepted = (await (await gateway.post('/v1/rejections', body, {}, key)).json()) as RejectionAccepted;
  return accepted.case_id;
};
const list = async (query = '', key?: string) => {
  const response = await gateway.request(`/v1/cases${query}`, {}, key);
  expect(response.status).toBe(200);
  return casePage.parse(await response.json());
};
const toIds = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

test('paging returns each case once, even when cases are added in between', async () => {
  const before: string[] = [];
  // Three have the same instant: the id decides their order.
  for (const minute of [0, 1, 1, 1, 2]) {
    gateway.clock.now = new Date(someday.getTime() + minute * 60_000);
    before.push(await report());
  }
  const seen: string[] = [];
  let next: string | null = null;
  do {
    const page = await list(`?limit=2${next === null ? '' : `&cursor=${next}`}`);
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...toIds(page));
    next = page.next;
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
    await report();
  } while (next !== null);
  expect(seen.toSorted()).toEqual(before.toSorted());
  expect(seen[0]).toBe(before.at(-1));
  gateway.clock.now = someday;
});

test('filters cases by state, stage, step, candidate and opening time', async () => {
  gateway.clock.now = new Date('2026-12-01T11:00:00+09:00');
  const stage = { current_stage: { kind: 'final' } };
  const final = await report(aReport({ application: { ...stage, rejected_at: '2026-12-01T10:00:00+09:00' } }));
  gateway.clock.now = someday;
  const closed = await report();
  await gateway.rows("update follow_up_case set state = 'closed', next_step = 'none' where id = ?", [closed]);
  const [summary] = (await list('?stage=final')).items;
  expect(toIds(await list('?stage=final'))).toEqual([final]);
  expect(toIds(await list('?state=closed'))).toEqual([closed]);
  expect(toIds(await list('?next_step=none'))).toEqual([closed]);
  expect(toIds(await list(`?candidate_id=${summary?.candidate_id}`))).toEqual([final]);
  const [from, to] = ['2026-12-01T02:00:00Z', '2026-12-01T02:00:01Z'];
  expect(toIds(await list(`?opened_from=${from}&opened_to=${to}`))).toEqual([final]);
  expect(toIds(await list(`?opened_from=${to}`))).toEqual([]);
  expect(toIds(await list(`?opened_to=${from}&stage=final`))).toEqual([]);
});

test('a case shows its rejections, its facts and its next step', async () => {
  const body = aReport();
  const view = caseView.parse(await (await gateway.request(`/v1/cases/${await report(body)}`)).json());
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

test('a case of another company, an unknown id and an invalid id are not found', async () => {
  const theirs = await report(aReport(), gateway.aoba.key);
  const problems = await Promise.all(
    [theirs, randomUUID(), 'no-id'].map(async (id) => {
      const response = await gateway.request(`/v1/cases/${id}`);
      return [response.status, ((await response.json()) as { code: string }).code];
    }),
  );
  expect(problems).toEqual([404, 404, 404].map((status) => [status, 'not_found']));
  expect(toIds(await list('?limit=200'))).not.toContain(theirs);
  expect(toIds(await list('', gateway.aoba.key))).toEqual([theirs]);
});

test.each([
  ['limit=0', '/limit', 'too_small'],
  ['limit=201', '/limit', 'too_big'],
  ['state=ajar', '/state', 'invalid_value'],
  ['opened_from=2026-12-01T00:00:00', '/opened_from', 'invalid_format'],
  ['opened_from=0000-01-01T00:00:00Z', '/opened_from', 'too_early'],
  ['opened_to=1899-12-31T23:59:59Z', '/opened_to', 'too_early'],
  ['stat=open', '/stat', 'unknown_field'],
])('refuses %s', async (query, pointer, code) => {
  const response = await gateway.request(`/v1/cases?${query}`);
  const problem = (await response.json()) as Problem;
  expect([response.status, problem.code]).toEqual([422, 'invalid_request']);
  expect(problem.errors?.map((error) => [error.pointer, error.code])).toEqual([[pointer, code]]);
});

test('refuses a cursor that is not from an earlier page', async () => {
  const response = await gateway.request('/v1/cases?cursor=none-of-ours');
  expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_cursor' }]);
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
  const { key } = await createKey(gateway.admin, { company: 'hinode', name: 'one scope', scopes: [other] });
  const response = await gateway.request(path, { method }, key);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([403, 'missing_scope']);
});

const advance = (caseId: string, key?: string) => gateway.post('/v1/testing/advance', { case_id: caseId }, {}, key);

test('a case of a sandbox company is fast-forwarded to its next step, by its test key', async () => {
  await createCompany(gateway.admin, {
    name: 'テスト',
    slug: 'test',
    settings: { ...settings, mailProvider: 'sandbox' },
  });
  const { key, prefix } = await createKey(gateway.admin, { company: 'test', name: 'test', scopes: [...apiScopes] });
  expect([key, key.startsWith(prefix)]).toEqual([expect.stringMatching(/^goen_test_/), true]);
  const caseId = await report(aReport(), key);
  const other = await report(aReport(), key);
  const { next_step_at: dueAt } = caseView.parse(await (await gateway.request(`/v1/cases/${caseId}`, {}, key)).json());
  const response = await advance(caseId, key);
  expect(response.status).toBe(202);
  const advanced = caseAdvanced.parse(await response.json());
  expect(await gateway.listAudit(caseId)).toEqual(['case.advanced']);
  expect(Date.parse(advanced.now)).toBe(Date.parse(dueAt ?? '') + 1000);
  const rows = await gateway.rows<{ id: string; wakes: string; skipped: number }>(
    `select c.id, c.skipped_seconds as skipped, count(o.case_id) as wakes
     from follow_up_case c left join outbox o on o.case_id = c.id and o.kind = 'nudge'
     where c.id in (?, ?) group by c.id`,
    [caseId, other],
  );
  const bySkipped = rows.map(({ id, wakes, skipped }) => [id, skipped > 0, Number(wakes) > 0]);
  expect(bySkipped).toEqual(
    expect.arrayContaining([
      [caseId, true, true],
      [other, false, false],
    ]),
  );
  await gateway.rows("update follow_up_case set state = 'closed', next_step = 'none' where id = ?", [caseId]);
  expect(await (await advance(caseId, key)).json()).toMatchObject({ status: 409, code: 'nothing_to_advance' });
});

test('a case where mails reach people is not fast-forwarded', async () => {
  const answer = await advance(await report());
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'not_a_sandbox' }]);
});
