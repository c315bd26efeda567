import { randomUUID } from 'node:crypto';
import { withCompany } from '@goen/case-store';
import { register } from '@goen/cases';
import type { CaseView, RegistrationView } from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { aReport, type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const consent = { method: 'page', textVersion: 'v', textHash: 'h', locale: 'ja' } as const;
const signUp = async (parts: { email?: string; applicationId?: string } = {}): Promise<string> => {
  const { orm, context, hinode, clock } = gateway;
  const id = randomUUID();
  const scope = { companyId: hinode.id, personHashKey: context.personHashKey, now: clock.now };
  const given = {
    id,
    email: parts.email ?? `${id}@example.jp`,
    familyName: '登録',
    givenName: '太郎',
    jobName: '営業',
    prefecture: '東京都',
    skills: ['TypeScript'],
    applicationId: parts.applicationId ?? null,
    locale: 'ja' as const,
    consent,
  };
  await withCompany(orm, hinode.id, (em) => register(em, scope, given));
  return id;
};
const list = async (query = ''): Promise<RegistrationView[]> => {
  const answer = await gateway.request(`/v1/registrations?limit=200${query}`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: RegistrationView[] }).items;
};
const find = async (id: string, query = '') => (await list(query)).find((row) => row.id === id);
const decide = async (...decisions: object[]) => {
  const answer = await gateway.post('/v1/registrations/decisions', { decisions });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { results: { status: number; state?: string; problem?: { code: string } }[] })
    .results;
};

test('lists who registered, and says of which candidate the application of the link is', async () => {
  const report = aReport();
  await gateway.post('/v1/rejections', report);
  const id = await signUp({ applicationId: report.application.remote_id });
  expect(await find(id)).toMatchObject({
    state: 'unconfirmed',
    family_name: '登録',
    job_name: '営業',
    application_candidate_id: expect.any(String) as string,
    relay_consent: 'granted',
    expires_at: '2026-12-24T02:00:00.000Z',
  });
});

test('who registers again is kept for 30 days from then on, which both registrations say', async () => {
  const email = `again-${randomUUID()}@example.jp`;
  const first = await signUp({ email });
  gateway.clock.now = new Date('2026-12-04T11:00:00+09:00');
  const second = await signUp({ email });
  for (const id of [first, second]) expect(await find(id)).toMatchObject({ expires_at: '2027-01-03T02:00:00.000Z' });
  gateway.clock.now = someday;
});

test('nobody is in the pool before their rejection is known', async () => {
  const id = await signUp();
  const pool = async () => await (await gateway.request('/v1/candidates?limit=200')).text();
  const candidateId = (await find(id))?.candidate_id ?? '';
  expect(await pool()).not.toContain(candidateId);
  await decide({ id, action: 'confirm' });
  expect(await pool()).toContain(candidateId);
});

test('the operator lists by month whom members confirmed by hand, with the company’s word and the ledger entry', async () => {
  const listByHand = async (month: string) =>
    (await commands['hand-confirmations list']?.run(gateway.admin, { month: [month] })) ?? '';
  const id = await signUp();
  expect(await listByHand('2026-11')).not.toContain(id);
  await decide({ id, action: 'confirm' });
  const line = async () => (await listByHand('2026-11')).split('\n').find((each) => each.endsWith(id));
  expect(await line()).toMatch(/^hinode\t2026-11-24 \d\d:\d\d\ttest\tconfirmed\t-\t/);
  await gateway.rows(
    `insert into fact (company_id, case_id, candidate_id, kind, at, data)
     select company_id, case_id, candidate_id, 'referral.made', now(), '{"n": 1, "entryId": "case:referral:1"}'
     from registration where id = ?`,
    [id],
  );
  expect((await line())?.split('\t')[4]).toBe('case:referral:1');
  expect(await listByHand('2026-10')).toBe('No registration was confirmed by hand in 2026-10.');
  await expect(listByHand('2026-13')).rejects.toThrow('must be YYYY-MM');
});

test('confirms, refuses and takes back, row by row', async () => {
  const [confirmed, refused] = [await signUp(), await signUp()];
  const results = await decide(
    { id: confirmed, action: 'confirm', rejected_on: '2026-11-20', stage: 'final' },
    { id: refused, action: 'refuse' },
    { id: refused, action: 'confirm' },
    { id: randomUUID(), action: 'confirm' },
    { id: confirmed, action: 'confirm', rejected_on: 'yesterday' },
  );
  expect(results.map(({ status, state, problem }) => [status, state ?? problem?.code])).toEqual([
    [200, 'confirmed'],
    [200, 'refused'],
    [409, 'registration_decided'],
    [404, 'not_found'],
    [422, 'invalid_request'],
  ]);
  expect(await gateway.listAudit(confirmed)).toEqual(['registration.confirmed']);
  const row = await find(confirmed, '&state=confirmed&confirmed_how=by_hand');
  expect(row).toMatchObject({ decided_by: gateway.hinode.actor, expires_at: null });
  const view = (await (await gateway.request(`/v1/cases/${row?.case_id}`)).json()) as CaseView;
  expect(view).toMatchObject({ referral: 'waiting_for_licence', stage: 'final' });
  expect(await find(refused, '&state=refused')).toMatchObject({ email: null, job_name: null });
  expect(await decide({ id: confirmed, action: 'withdraw' })).toMatchObject([{ status: 200, state: 'withdrawn' }]);
});

test('a report of the person confirms the registration by itself, and no result is sent', async () => {
  const id = await signUp({ email: 'reported@example.jp' });
  const candidate = {
    family_name: '登録',
    given_name: '太郎',
    emails: [{ value: 'reported@example.jp', type: 'personal' }],
  };
  const answer = await gateway.post('/v1/rejections', aReport({ candidate }));
  expect(await answer.json()).toMatchObject({ not_mailed_reason: 'sent_by_ats' });
  expect(await find(id, '&state=confirmed')).toMatchObject({ confirmed_how: 'reported' });
});

test('the operator limits confirmations by hand', async () => {
  await gateway.rows(`update company set settings = settings || '{"handConfirmationsPerMonth": 0}' where id = ?`, [
    gateway.hinode.id,
  ]);
  const id = await signUp();
  expect(await decide({ id, action: 'confirm' })).toMatchObject([
    { status: 409, problem: { code: 'confirmation_limit' } },
  ]);
  expect(await find(id)).toMatchObject({ state: 'unconfirmed' });
});
