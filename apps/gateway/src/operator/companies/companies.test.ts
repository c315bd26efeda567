import { randomUUID } from 'node:crypto';
import { mailPause, operatorCompany, operatorCompanyCreated } from '@goen/contracts/public';
import { createServiceApp } from '@goen/service-kit';
import { generateCandidates, greenhouseHook } from '@goen/vendor-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resumeCompany, suspendCompany } from '../../cli/companies.ts';
import { createCompany } from '../../cli/index.ts';
import type { GatewayEnv } from '../../http/gateway-app.ts';
import { setPrincipal } from '../../identity/principal.ts';
import { retryInterruptedDeliveries } from '../../inbound/ats-hooks/retry-interrupted.ts';
import { aReport, type GatewayFixture, settings, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { addOperatorRoutes } from '../routes.ts';

let gateway: GatewayFixture;
let app: ReturnType<typeof createServiceApp<GatewayEnv>>;
const operatorId = randomUUID();
beforeAll(async () => {
  gateway = await startGatewayFixture();
  app = createServiceApp<GatewayEnv>(gateway.context.logger, {
    schemes: { operator: (c) => setPrincipal(c, { kind: 'operator', operatorId, sessionId: 's' }, 0) },
  });
  addOperatorRoutes(app, { ...gateway.context, temporal: null, temporalUiUrl: null });
});
afterAll(() => gateway?.close());

const call = async (method: string, path: string, body?: unknown) => {
  const headers = { 'content-type': 'application/json' };
  const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const answer = await app.request(`/operator/companies${path}`, init);
  return { status: answer.status, body: (await answer.json()) as unknown };
};
const suspend = async (id: string) =>
  operatorCompany.parse((await call('POST', `/${id}/suspend`, { because: '未払い' })).body);
const resume = async (id: string) => operatorCompany.parse((await call('POST', `/${id}/resume`)).body);
const readCode = async (answer: Response) => [answer.status, ((await answer.json()) as { code?: string }).code];

const newCompany = (slug: string) => ({
  name: '株式会社みなと',
  slug,
  sender: { name: '株式会社みなと', english_name: 'Minato', from_address: 'saiyo@minato.example.jp', department: null },
  owner: { email: 'Umi@Minato.example.jp', name: '港 海' },
});

test('a company is created with its owner, who can sign in, and a key if one is asked for', async () => {
  const key = { name: 'ATS', scopes: ['cases:read'] };
  const { status, body } = await call('POST', '', { ...newCompany('minato'), key });
  const created = operatorCompanyCreated.parse(body);
  expect([status, created.company]).toMatchObject([
    201,
    {
      slug: 'minato',
      sandbox: false,
      suspended: null,
      onboarding: { owner: 'invited', has_api_key: true, has_keeping_basis: false },
    },
  ]);
  expect(created.key).toMatch(/^goen_(?!test_)/);
  expect((await gateway.request('/v1/cases', {}, created.key ?? '')).status).toBe(200);
  const { id } = created.company;
  expect(await gateway.listAudit(id)).toEqual(['company.created']);
  const owner = await gateway.signIn('umi@minato.example.jp');
  expect(await (await owner.get('/v1/settings')).json()).toMatchObject({
    sender: { english_name: 'Minato', department: null },
  });
  expect((await call('GET', `/${id}`)).body).toMatchObject({ onboarding: { owner: 'joined' } });
  expect(await call('POST', `/${id}/owners`, newCompany('x').owner)).toMatchObject({
    status: 409,
    body: { code: 'already_member' },
  });
  expect(await call('POST', `/${id}/owners`, { email: 'sora@minato.example.jp', name: '港 空' })).toMatchObject({
    status: 201,
    body: { role: 'owner' },
  });
  const actors = await gateway.rows<{ actor: string }>(
    'select actor from audit_event where company_id = ? and actor like ?',
    [id, 'operator:%'],
  );
  expect(actors.length).toBe(4);
  expect(await gateway.listAudit()).toContain('member.added');
});

test('a sandbox company has test keys, however they are made, and stays one', async () => {
  const key = { name: 'all', scopes: ['cases:read', 'keys:manage', 'settings:manage'] };
  const created = operatorCompanyCreated.parse(
    (await call('POST', '', { ...newCompany('hakoniwa'), sandbox: true, key })).body,
  );
  const test = created.key ?? '';
  const issued = await gateway.post('/v1/api-keys', { name: 'ATS', scopes: ['cases:read'] }, {}, test);
  const { api_key: view, key: second } = (await issued.json()) as {
    api_key: { id: string; test: boolean };
    key: string;
  };
  const rotated = (await (await gateway.post(`/v1/api-keys/${view.id}/rotate`, {}, {}, test)).json()) as {
    key: string;
  };
  for (const each of [test, second, rotated.key]) expect(each).toMatch(/^goen_test_/);
  for (const provider of ['sandbox', 'smtp']) {
    const answer = await gateway.request(
      '/v1/settings',
      {
        method: 'PATCH',
        body: JSON.stringify({ operator: { mail_provider: provider } }),
        headers: { 'content-type': 'application/json', 'if-match': '*' },
      },
      provider === 'sandbox' ? gateway.hinode.key : test,
    );
    expect([provider, answer.status]).toEqual([provider, 422]);
  }
});

test.each([
  [{ slug: 'hinode' }, '/slug'],
  [{ slug: 'Ü' }, '/slug'],
  [{ owner: { email: 'nobody', name: 'x' } }, '/owner/email'],
  [{ sender: { name: '', from_address: 'a@b.example' } }, '/sender/name'],
  [{ key: { name: 'x', scopes: ['everything'] } }, '/key/scopes/0'],
])('%j is refused, and creates nothing', async (change, pointer) => {
  const answer = await call('POST', '', { ...newCompany('kowareta'), ...change });
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  expect(await gateway.rows(`select id from company where slug = 'kowareta'`)).toEqual([]);
});

type Described = {
  paths: Record<string, Record<string, { operationId: string; security: Record<string, unknown>[] }>>;
};
/** What protects people and keys goes on. */
const goesOn = [
  'answerCorrectionRequest',
  'eraseCandidate',
  'previewWording',
  'removeMember',
  'reportEvent',
  'revokeApiKey',
  'stopMailsToCandidate',
];

test('keys and people of a suspended company read everything, and change only what protects people', async () => {
  const owner = (await gateway.member(gateway.aoba.id, 'owner')).browser;
  await suspend(gateway.aoba.id);
  const read = async () => (await readCode(await gateway.post('/v1/positions', {}, {}, gateway.aoba.key)))[1];
  await expect.poll(read, { timeout: 30_000 }).toBe('company_suspended');
  const { paths } = (await (await gateway.request('/openapi.json')).json()) as Described;
  const refused = new Set<string>();
  const open: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { operationId, security }] of Object.entries(methods)) {
      if (!security.some((scheme) => 'apiKey' in scheme)) continue;
      const url = path.replaceAll(/\{\w+\}/g, randomUUID());
      const [status, code] = await gateway
        .request(url, { method: method.toUpperCase(), redirect: 'manual' }, gateway.aoba.key)
        .then((answer) => (answer.status === 403 ? readCode(answer) : [answer.status, undefined]));
      if (code === 'company_suspended') refused.add(operationId);
      else if (method !== 'get') open.push(operationId);
      expect([operationId, status === 403 && method === 'get']).toEqual([operationId, false]);
    }
  }
  expect(open.toSorted()).toEqual(goesOn);
  expect(refused.size).toBeGreaterThan(50);
  expect((await owner.get('/v1/settings')).status).toBe(200);
  expect(await readCode(await owner.post('/v1/positions', { title: 'x' }))).toEqual([403, 'company_suspended']);
  const pause = mailPause.parse(await (await gateway.request('/v1/mails/pause', {}, gateway.aoba.key)).json());
  expect(pause).toMatchObject({ paused: false, suspended_since: expect.any(String), suspended_because: '未払い' });
  await resume(gateway.aoba.id);
  await expect.poll(read, { timeout: 30_000 }).toBe('invalid_request');
  expect((await owner.post('/v1/positions', { title: 'x' })).status).toBe(201);
});

test('no mail has a date during a suspension, and what is overdue is woken when it ends', async () => {
  const { id, key } = gateway.hinode;
  const reported = (await (await gateway.post('/v1/rejections', aReport())).json()) as { case_id: string };
  const read = async (path: string) => (await gateway.request(path, {}, key)).json() as Promise<{ items: object[] }>;
  const first = await suspend(id);
  expect(first.suspended).toEqual({ since: someday.toISOString(), because: '未払い' });
  expect((await suspend(id)).suspended).toEqual(first.suspended);
  expect((await read('/v1/mails')).items).toMatchObject([{ sends_at: null, waiting_for: 'resume' }]);
  expect((await read('/v1/cases')).items).toMatchObject([{ id: reported.case_id, next_step_at: null }]);
  gateway.clock.now = new Date('2026-11-25T09:00:00+09:00');
  const nudges = () =>
    gateway.rows(`select 1 from outbox where case_id = ? and kind = 'nudge' and background`, [reported.case_id]);
  const before = (await nudges()).length;
  expect((await resume(id)).suspended).toBeNull();
  expect((await resume(id)).suspended).toBeNull();
  expect((await nudges()).length).toBe(before + 1);
  gateway.clock.now = someday;
  expect(await gateway.rows('select past_suspensions as past from company where id = ?', [id])).toEqual([
    { past: [{ from: '2026-11-24T02:00:00.000Z', to: '2026-11-25T00:00:00.000Z' }] },
  ]);
  expect((await gateway.listAudit(id)).filter((action) => action.startsWith('company.'))).toEqual([
    'company.created',
    'company.suspended',
    'company.resumed',
  ]);
  expect((await call('POST', `/${randomUUID()}/suspend`, { because: 'x' })).status).toBe(404);
  expect((await call('POST', `/${randomUUID()}/resume`)).status).toBe(404);
});

test('webhooks are kept during a suspension, and processed once it is over, however long it was', async () => {
  await createCompany(gateway.admin, { name: '株式会社とまり', slug: 'tomari', settings });
  const [{ id } = { id: '' }] = await gateway.rows<{ id: string }>(`select id from company where slug = 'tomari'`);
  const owner = (await gateway.member(id, 'owner')).browser;
  const secret = 'a-signing-key-of-the-tests';
  const connection = (await (
    await owner.post('/v1/connections', { kind: 'greenhouse', name: 'GH', secrets: { signing_key: secret } })
  ).json()) as { id: string; hook_url: string };
  await suspendCompany(gateway.admin, 'tomari', { because: '確認のため' });
  await expect(suspendCompany(gateway.admin, 'tomari', { because: 'x' })).rejects.toThrow('is suspended already');
  for (const { greenhouse } of generateCandidates(3, 41, '2026-11-24')) {
    const { url, headers, body } = greenhouseHook({ url: connection.hook_url, secret }, greenhouse.reject);
    expect((await gateway.app.request(url, { method: 'POST', headers: { ...headers }, body })).status).toBe(200);
  }
  const cases = () => gateway.rows('select 1 from follow_up_case where company_id = ?', [id]);
  const retry = () => retryInterruptedDeliveries({ ...gateway.context, now: () => new Date(Date.now() + 90_000) });
  await gateway.rows(
    `update hook_delivery set received_at = now() - interval '40 days' where company_id = ? returning id`,
    [id],
  );
  expect([await retry(), (await cases()).length]).toEqual([0, 0]);
  await resumeCompany(gateway.admin, 'tomari');
  expect([await retry(), (await cases()).length]).toEqual([3, 3]);
  await expect(resumeCompany(gateway.admin, 'tomari')).rejects.toThrow('is not suspended');
});
