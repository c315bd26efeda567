import { freshDatabases } from '@goen/postgres-server/vitest';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type GatewayFixture, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { attemptsPerNetwork, countAttempt, type Limit, linksPerNetwork } from './sign-in/count-attempt.ts';
import { requireIdentitySchema } from './sign-in/identity-database.ts';

type Operation = { readonly operationId: string; readonly security?: readonly object[] };
type Document = { readonly paths: Record<string, Record<string, Operation>> };

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
});
afterAll(() => gateway.close());

const statusOf = async (answer: Promise<Response>) => (await answer).status;
const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json()) as { code?: string }).code];
};

test('the service starts only on a database that has every table of this version', async () => {
  const { identity } = await freshDatabases(inject('postgresAdminUrl'));
  const pool = new Pool({ connectionString: identity.url });
  try {
    await expect(requireIdentitySchema(pool)).rejects.toThrow(/"npm run migrate"/);
  } finally {
    await pool.end();
  }
  await requireIdentitySchema(gateway.context.identity.pool);
});

test('a link signs in once; the cookie is locked down, and the session is a new one', async () => {
  const member = await gateway.addMember(gateway.hinode.id, 'recruiter');
  const token = await gateway.createLinkToken(member.email);
  const browser = gateway.browser();
  // Session fixation: whatever cookie was there before is replaced.
  browser.jar.set('goen.session_token', 'planted.by-somebody');
  const answer = await browser.post('/v1/sign-in/link', { token });
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { email: member.email, signed_in_by: 'link', member: { id: member.id, role: 'recruiter' }, is_operator: false },
  ]);
  expect(browser.setCookies[0]).toMatch(/^goen\.session_token=.+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(browser.jar.get('goen.session_token')).not.toContain('planted');
  expect(await codeOf(gateway.browser().post('/v1/sign-in/link', { token }))).toEqual([401, 'sign_in_failed']);
  expect(await statusOf(browser.get('/v1/candidates'))).toBe(200);
});

test('a role is a set of scopes', async () => {
  const { browser: viewer } = await gateway.member(gateway.hinode.id, 'viewer');
  expect(await statusOf(viewer.get('/v1/candidates'))).toBe(200);
  expect(await codeOf(viewer.post('/v1/positions', {}))).toEqual([403, 'missing_scope']);
  expect(await codeOf(viewer.get('/v1/connections'))).toEqual([403, 'missing_scope']);
  const { browser: owner } = await gateway.member(gateway.hinode.id, 'owner');
  expect(await statusOf(owner.get('/v1/connections'))).toBe(200);
});

test('another site can do nothing with a signed-in browser', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const body = { title: 'x' };
  for (const foreign of [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'null' },
  ]) {
    expect(await codeOf(browser.post('/v1/positions', body, foreign))).toEqual([403, 'cross_site_request']);
  }
  expect(await codeOf(browser.get('/v1/me', { 'sec-fetch-site': 'cross-site' }))).toEqual([403, 'cross_site_request']);
  const cookie = [...browser.jar].map((pair) => pair.join('=')).join('; ');
  const bare = { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: JSON.stringify(body) };
  expect(await codeOf(Promise.resolve(gateway.app.request('/v1/positions', bare)))).toEqual([
    403,
    'cross_site_request',
  ]);
  const evil = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  const token = await gateway.createLinkToken('mallory@evil.example');
  expect(await codeOf(browser.post('/v1/sign-in/link', { token }, evil))).toEqual([403, 'cross_site_request']);
});

test('a cookie that was changed, or whose session was revoked, opens nothing', async () => {
  const { browser, email } = await gateway.member(gateway.hinode.id, 'owner');
  const other = await gateway.signIn(email);
  const stolen = gateway.browser('203.0.113.9');
  for (const [name, value] of other.jar) stolen.jar.set(name, value);
  expect(await statusOf(stolen.get('/v1/candidates'))).toBe(200);
  const { items } = (await (await browser.get('/v1/sessions')).json()) as {
    items: { id: string; is_current: boolean }[];
  };
  expect(items.map(({ is_current: isCurrent }) => isCurrent)).toEqual([false, true]);
  expect(await statusOf(browser.delete(`/v1/sessions/${items[0]?.id}`))).toBe(204);
  expect(await codeOf(stolen.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
  expect(await codeOf(other.get('/v1/me'))).toEqual([401, 'unauthorized']);

  const { browser: stranger } = await gateway.member(gateway.aoba.id, 'owner');
  expect(await codeOf(stranger.delete(`/v1/sessions/${items[1]?.id}`))).toEqual([404, 'not_found']);

  const [name = '', value = ''] = [...browser.jar][0] ?? [];
  stolen.jar.set(
    name,
    value.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
  );
  expect(await codeOf(stolen.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
  const third = await gateway.signIn(email);
  expect(await statusOf(third.delete('/v1/sessions'))).toBe(204);
  expect(await codeOf(browser.get('/v1/me'))).toEqual([401, 'unauthorized']);
  expect(await statusOf(third.post('/v1/sign-out'))).toBe(204);
  expect(await codeOf(third.get('/v1/me'))).toEqual([401, 'unauthorized']);
});

test('a session ends a week after it began, however much it is used', async () => {
  const { browser, email } = await gateway.member(gateway.hinode.id, 'owner');
  const { pool } = gateway.context.identity;
  await pool.query(
    `update session set "createdAt" = now() - interval '7 days' where "userId" = (select id from "user" where email = $1)`,
    [email],
  );
  expect(await codeOf(browser.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
});

test('operator routes open to staff only: not to owners, keys or strangers', async () => {
  const { browser: owner } = await gateway.member(gateway.hinode.id, 'owner');
  const { browser: staff } = await gateway.operator();
  expect(await (await staff.get('/v1/me')).json()).toMatchObject({ is_operator: true, member: null, companies: [] });
  expect(await codeOf(staff.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
  expect(await (await owner.get('/v1/me')).json()).toMatchObject({ is_operator: false });
});

test('of several companies one is chosen, and only an own one', async () => {
  const member = await gateway.addMember(gateway.hinode.id, 'owner');
  await gateway.addMember(gateway.aoba.id, 'viewer', member.email);
  const browser = await gateway.signIn(member.email);
  const readCompany = async () =>
    ((await (await browser.get('/v1/me')).json()) as { member: { company: { id: string } } }).member.company.id;
  expect(await readCompany()).toBe(gateway.hinode.id);
  expect(await statusOf(browser.put('/v1/me/company', { company_id: gateway.aoba.id }))).toBe(200);
  expect(await readCompany()).toBe(gateway.aoba.id);
  expect(await codeOf(browser.get('/v1/connections'))).toEqual([403, 'missing_scope']);
  const { browser: other } = await gateway.member(gateway.hinode.id, 'owner');
  expect(await codeOf(other.put('/v1/me/company', { company_id: gateway.aoba.id }))).toEqual([404, 'not_found']);
});

test('the page of a link says whom it signs in, uses nothing up, and only for a link that works', async () => {
  const { id, email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  const token = await gateway.createLinkToken(email);
  const preview = (given: string, headers = {}) =>
    gateway.browser('198.51.100.80').post('/v1/sign-in/link/preview', { token: given }, headers);
  for (let times = 0; times < 2; times += 1) expect(await (await preview(token)).json()).toEqual({ email });
  expect((await preview(token)).headers.getSetCookie()).toEqual([]);
  expect(await codeOf(preview(token, { 'sec-fetch-site': 'cross-site' }))).toEqual([403, 'cross_site_request']);
  await gateway.browser().post('/v1/sign-in/passkey-options');
  const { rows } = await gateway.context.identity.pool.query<{ identifier: string }>(
    'select identifier from verification',
  );
  for (const { identifier } of rows) expect(await codeOf(preview(identifier))).toEqual([401, 'sign_in_failed']);
  const browser = gateway.browser();
  expect(await statusOf(browser.post('/v1/sign-in/link', { token }))).toBe(200);
  expect(await codeOf(preview(token))).toEqual([401, 'sign_in_failed']);
  // The sign-in itself made them a member who joined, before any other request.
  expect(await gateway.rows('select id from member where id = ? and joined_at is not null', [id])).toHaveLength(1);
  expect(await gateway.listAudit(id)).toEqual(['member.joined']);
  const unused = await gateway.createLinkToken(email);
  await gateway.rows('update member set removed_at = now(), email = null, email_hash = null where id = ?', [id]);
  expect(await codeOf(preview(unused))).toEqual([401, 'sign_in_failed']);
});

test('attempts are limited per address and per network, and unknown addresses count alike', async () => {
  const ask = async (network: string, email: string) =>
    codeOf(
      gateway
        .browser(network)
        .post('/v1/sign-in/links', { email })
        .then((answer) => (answer.status === 202 ? new Response('{}', answer) : answer)),
    );
  const { email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  for (const address of [email, 'nobody@example.jp']) {
    for (let n = 0; n < 5; n += 1) expect(await ask(`198.51.100.${n}`, address)).toEqual([202, undefined]);
    expect(await ask('198.51.100.9', address.toUpperCase())).toEqual([429, 'too_many_attempts']);
  }
  const { identity } = gateway.context;
  const use = async (limit: Limit, network: string) => {
    for (let n = 1; n < limit.max; n += 1) await countAttempt(identity, limit, network);
  };
  await use(linksPerNetwork, '198.51.100.77');
  expect(await ask('198.51.100.77', 'last@example.jp')).toEqual([202, undefined]);
  expect(await ask('198.51.100.77', 'another@example.jp')).toEqual([429, 'too_many_attempts']);
  const guess = (n: number) => gateway.browser('198.51.100.78').post('/v1/sign-in/link', { token: `guess-${n}` });
  await use(attemptsPerNetwork, '198.51.100.78');
  expect((await guess(0)).status).toBe(401);
  const refused = await guess(1);
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
});

test('no operation that a session may call takes it from another site', async () => {
  const [{ browser: member }, { browser: staff }] = [
    await gateway.member(gateway.hinode.id, 'owner'),
    await gateway.operator(),
  ];
  const id = '018f7d4e-3c2a-7c1e-9b1a-2f6f5f1d9c3b';
  const called: string[] = [];
  for (const [document, browser] of [
    ['/openapi.json', member],
    ['/operator/openapi.json', staff],
  ] as const) {
    const { paths } = (await (await staff.get(document)).json()) as Document;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { operationId, security = [] }] of Object.entries(methods)) {
        const takesSession = security.some((scheme) => 'session' in scheme || 'operator' in scheme);
        if (!takesSession) continue;
        const init = { method: method.toUpperCase(), headers: { 'sec-fetch-site': 'cross-site' } };
        expect([operationId, ...(await codeOf(browser.call(path.replaceAll(/\{\w+\}/g, id), init)))]).toEqual([
          operationId,
          403,
          'cross_site_request',
        ]);
        called.push(operationId);
      }
    }
  }
  expect(called.length).toBeGreaterThan(100);
  expect(called).toEqual(expect.arrayContaining(['decideMails', 'revokeSession', 'addStaff']));
});
