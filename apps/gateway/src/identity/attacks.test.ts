import { randomUUID } from 'node:crypto';
import { createLogger } from '@goen/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../start-gateway.ts';
import { type GatewayFixture, identitySettings, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { type Browser, createBrowser } from '../testing/sign-in-fixture.ts';
import { createIdentity } from './sign-in/identity.ts';
import { countExpiredSignIn, purgeExpired } from './sign-in/purge-expired.ts';

let gateway: GatewayFixture;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
});
afterAll(() => gateway.close());

const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json().catch(() => ({}))) as { code?: string }).code];
};
const countRows = async (sql: string, values: unknown[] = []) =>
  (await gateway.context.identity.pool.query(sql, values)).rows.length;
const countAccounts = (email: string) => countRows('select from "user" where email = $1', [email]);

test('known and unknown addresses get the same answer, to the last header', async () => {
  const { email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  const ask = async (address: string) => {
    const answer = await gateway.browser().post('/v1/sign-in/links', { email: address });
    const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id');
    return { status: answer.status, headers, body: await answer.text() };
  };
  expect(await ask('nobody@example.jp')).toEqual(await ask(email));
});

test('of parallel uses of one link one succeeds', async () => {
  const { email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  const token = await gateway.createLinkToken(email);
  const use = (n: number) => gateway.browser(`203.0.113.${n}`).post('/v1/sign-in/link', { token });
  const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => use(n)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await countRows('select from session s join "user" u on u.id = s."userId" where email = $1', [email])).toBe(1);
});

test('neither the hash of a link nor the challenge of a passkey is a link', async () => {
  const { email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  const token = await gateway.createLinkToken(email);
  await gateway.browser().post('/v1/sign-in/passkey-options');
  const { rows } = await gateway.context.identity.pool.query<{ identifier: string }>(
    'select identifier from verification',
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const other of [
    ...rows.map(({ identifier }) => identifier),
    gateway.hinode.key,
    `${token} `,
    token.toLowerCase(),
  ]) {
    expect(await codeOf(gateway.browser('203.0.113.50').post('/v1/sign-in/link', { token: other }))).toEqual([
      401,
      'sign_in_failed',
    ]);
  }
  expect((await gateway.browser().post('/v1/sign-in/link', { token })).status).toBe(200);
});

test('a link that was mailed before its reader was removed signs nobody in, and leaves no account', async () => {
  const { browser: owner } = await gateway.member(gateway.hinode.id, 'owner');
  const { email, id } = await gateway.addMember(gateway.hinode.id, 'viewer');
  const token = await gateway.createLinkToken(email);
  expect((await owner.delete(`/v1/members/${id}`)).status).toBe(200);
  const browser = gateway.browser();
  expect(await codeOf(browser.post('/v1/sign-in/link', { token }))).toEqual([401, 'sign_in_failed']);
  expect([browser.jar.size, await countAccounts(email)]).toEqual([0, 0]);
});

test('of all routes that better-auth has, only the callback of single sign-on is reached from outside', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const endpoints = Object.values(gateway.context.identity.auth().api) as unknown as { path?: string }[];
  const paths = endpoints.flatMap(({ path }) => (path === undefined ? [] : [path]));
  expect(paths).toEqual(
    expect.arrayContaining([
      '/sso/register',
      '/update-user',
      '/change-email',
      '/delete-user',
      '/link-social',
      '/list-accounts',
    ]),
  );
  // Of plugins that are not installed.
  paths.push('/organization/create', '/organization/list', '/admin/set-role', '/token', '/jwks');
  const open: unknown[] = [];
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const shape of [
        `/auth${path}`,
        `/auth/${path}`,
        `/AUTH${path}`,
        `/auth/sso/callback/..%2f..${path}`,
        `/api/auth${path}`,
      ]) {
        const init = method === 'GET' ? { method } : { method, body: '{}' };
        const { status } = await browser.call(shape.replaceAll(/:\w+/g, gateway.hinode.id), init);
        if (status !== 404) open.push([method, shape, status]);
      }
    }
  }
  const callback = '/auth/sso/callback/:providerId';
  expect(open).toEqual([
    ['GET', callback, 302],
    ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, callback, 405]),
  ]);
});

test('the way back from a provider answers nothing but a redirect to our own page', async () => {
  for (const query of [
    'state=x&code=y',
    'state=x&error=<script>',
    'state=%ED%A0%80&code=a%FF',
    'state=a%',
    `state=${'x'.repeat(4_000)}`,
    'code=y',
  ]) {
    const answer = await gateway
      .browser('203.0.113.60')
      .get(`/auth/sso/callback/${randomUUID()}?${query}`, { 'sec-fetch-site': 'cross-site' });
    expect([query, answer.status, answer.headers.get('location')]).toEqual([
      query,
      302,
      expect.stringMatching(/^\/sign-in\?error=\w+$/),
    ]);
  }
  for (const query of ['state=%00', 'state=x&code=a%00b', 'state=x&state=y']) {
    expect((await gateway.browser('203.0.113.60').get(`/auth/sso/callback/${randomUUID()}?${query}`)).status).toBe(422);
  }
});

/** Another site’s form, a method in a header, and requests that no page of ours sends. */
test.each([
  [
    'a form of another site',
    'POST',
    { 'content-type': 'text/plain', origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    403,
  ],
  ['a sibling of our host', 'POST', { origin: 'http://evil.gateway.test', 'sec-fetch-site': 'same-site' }, 403],
  ['our origin, said by another site', 'POST', { 'sec-fetch-site': 'cross-site' }, 403],
  ['an origin that begins like ours', 'POST', { origin: 'http://gateway.test.evil.example' }, 403],
  ['our host over another scheme', 'POST', { origin: 'https://gateway.test' }, 403],
  ['an address bar that posts', 'POST', { 'sec-fetch-site': 'none' }, 403],
  ['a form on our own page', 'POST', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['JSON that says it is text', 'POST', { 'content-type': 'text/plain' }, 415],
  ['a method in a header', 'GET', { 'x-http-method-override': 'DELETE' }, 200],
  ['a read by another site', 'HEAD', { 'sec-fetch-site': 'cross-site' }, 403],
] as const)('%s changes nothing', async (_name, method, headers, expected) => {
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const body = JSON.stringify({ title: 'エンジニア', description: '職務', headcount: 1 });
  const before = await gateway.rows('select id from position');
  const { status } = await browser.call('/v1/positions', { method, headers, ...(method === 'POST' ? { body } : {}) });
  expect(status).toBe(expected);
  expect(await gateway.rows('select id from position')).toEqual(before);
});

test('what a cookie opened is stored by no cache', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const { browser: staff } = await gateway.operator();
  for (const answer of [
    await browser.get('/v1/candidates'),
    await browser.get('/v1/me'),
    await staff.get('/operator/staff'),
  ]) {
    expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('x-content-type-options')]).toEqual([
      200,
      'private, no-store',
      'nosniff',
    ]);
  }
  expect((await gateway.browser().get('/sign-in')).headers.get('referrer-policy')).toBe('no-referrer');
});

/** An app of its own, with another address and a log that is kept. */
function openApp(publicUrl: string) {
  const lines: string[] = [];
  const logger = createLogger('gateway', 'trace', { write: (line) => void lines.push(line) });
  const context = { ...gateway.context, logger, publicUrl };
  const { url, operatorUrl } = gateway.context.identity.settings;
  const identity = createIdentity(context, { ...identitySettings, url, operatorUrl });
  const app = createGatewayApp({ ...context, identity }, { operatorName: 'Goen', trustedProxies: 1 }, {});
  return { identity, lines, open: (): Browser => createBrowser({ app, publicUrl }) };
}

test('on https the cookie goes over https only, to our host only, and neither it nor a link stands in the log', async () => {
  const { identity, lines, open } = openApp('https://goen.example');
  const { email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  const token = await gateway.createLinkToken(email);
  const browser = open();
  // What a proxy or an attacker says about our address counts for nothing.
  const lies = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
  };
  expect((await browser.post('/v1/sign-in/link', { token }, lies)).status).toBe(200);
  expect((await browser.get('/v1/me', lies)).status).toBe(200);
  expect((await open().post('/v1/sign-in/link', { token })).status).toBe(401);
  expect(
    (await browser.get(`/auth/sso/callback/${gateway.hinode.id}?state=secret-state&code=secret-code`)).status,
  ).toBe(302);
  expect(browser.setCookies[0]).toMatch(
    /^__Host-goen\.session_token=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  const cookie = browser.jar.get('__Host-goen.session_token') ?? '?';
  const log = lines.join('');
  expect(log).toContain('/v1/sign-in/link');
  for (const secret of [
    token,
    cookie,
    cookie.split('.')[0] ?? '?',
    email,
    'secret-state',
    'secret-code',
    'evil.example',
  ]) {
    expect([secret, log.includes(secret)]).toEqual([secret, false]);
  }
  await identity.close();
});

test('what has expired is deleted: sessions with network and browser, links, and counts of attempts', async () => {
  const { email } = await gateway.member(gateway.hinode.id, 'viewer');
  const kept = await gateway.member(gateway.hinode.id, 'viewer');
  const { identity } = gateway.context;
  const past = `now() - interval '1 minute'`;
  await gateway.createLinkToken(email);
  await gateway.identityRows(
    `update session set "expiresAt" = ${past} where "userId" = (select id from "user" where email = '${email}')`,
  );
  await gateway.identityRows(`update verification set "expiresAt" = ${past}`);
  await gateway.identityRows(`update "signInLimit" set "validUntil" = ${past}`);
  expect((await countExpiredSignIn(identity.pool)).get('session')).toBe(1);
  await purgeExpired(identity.pool);
  expect([...(await countExpiredSignIn(identity.pool)).values()]).toEqual([0, 0, 0]);
  expect(await countRows(`select from session where "expiresAt" < now() - interval '1 second'`)).toBe(0);
  expect(await countRows('select from verification')).toBe(0);
  expect(await countRows('select from "signInLimit"')).toBe(0);
  expect([await countAccounts(email), (await kept.browser.get('/v1/me')).status]).toEqual([1, 200]);
});

test('nobody’s mailbox is flooded with invitations', async () => {
  const { browser: owner } = await gateway.member(gateway.aoba.id, 'owner');
  const invitation = { email: `${randomUUID()}@victim.example.jp`, name: '佐藤', role: 'viewer' };
  for (let n = 0; n < 5; n += 1) {
    const invited = await owner.post('/v1/members', invitation);
    expect(invited.status).toBe(201);
    const { id } = (await invited.json()) as { id: string };
    expect((await owner.delete(`/v1/members/${id}`)).status).toBe(200);
  }
  expect(await codeOf(owner.post('/v1/members', invitation))).toEqual([429, 'too_many_attempts']);
});
