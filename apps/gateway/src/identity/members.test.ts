import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuditEvent } from '@goen/case-store';
import { serveApp } from '@goen/service-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember, addStaff, createCompany, requestLink } from '../cli/index.ts';
import { createGatewayApp } from '../start-gateway.ts';
import { type GatewayFixture, identitySettings, settings, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { createBrowser } from '../testing/sign-in-fixture.ts';
import { createDemoToken } from './sign-in/demo-links.ts';
import { createIdentity } from './sign-in/identity.ts';
import { requireMailProvider } from './sign-in/require-mail-provider.ts';
import { sendInvitation, sendSignInLink } from './sign-in/send-sign-in-mail.ts';

let gateway: GatewayFixture;
type SentMail = {
  readonly kind: string;
  readonly company: string;
  readonly provider: string;
  readonly to: { email: string };
  readonly variables: { pageUrl: string };
};
const mails: SentMail[] = [];
/** In place of mail-service: the mails that it was asked to send. */
const mailService = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    if (request.url?.startsWith('/sending')) {
      const provider = { provider: 'smtp', batches: 0, mails: 0, mean_batch_size: null, waiting: 0 };
      response.end(JSON.stringify({ providers: [provider] }));
      return;
    }
    mails.push(JSON.parse(body) as SentMail);
    response.end('{}');
  });
});

const mailServiceUrl = () => `http://127.0.0.1:${(mailService.address() as AddressInfo).port}`;

const setupToken = 'a-setup-token-of-the-tests-with-32-letters';
let app: GatewayFixture['app'];
let identity: ReturnType<typeof createIdentity>;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
  await new Promise<void>((resolve) => mailService.listen(0, '127.0.0.1', resolve));
  const context = { ...gateway.context, mail: { url: mailServiceUrl(), token: 'x' } };
  const { url, operatorUrl } = gateway.context.identity.settings;
  identity = createIdentity(context, { ...identitySettings, url, operatorUrl, setupToken });
  app = createGatewayApp({ ...context, identity }, { operatorName: 'Goen', trustedProxies: 1 }, {});
});
afterAll(async () => {
  await identity.close();
  mailService.close();
  await gateway.close();
});

const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json().catch(() => ({}))) as { code?: string }).code];
};
const open = () => createBrowser({ app, publicUrl: gateway.context.publicUrl });
const idOf = async (answer: Promise<Response>) => ((await (await answer).json()) as { id: string }).id;

test('setup takes one token, once, and creates the operator, a company, its owner and its key', async () => {
  const installation = {
    operator: { email: 'Unei@goen.example', name: '運営 花子' },
    company: {
      name: '株式会社はじめ',
      slug: 'hajime',
      settings: { sender: { name: '株式会社はじめ', fromAddress: 'saiyo@hajime.example.jp' } },
      owner: { email: 'shacho@hajime.example.jp', name: '社長' },
    },
  };
  const setUp = (token: string, more: object = {}) => open().post('/setup', { token, ...installation, ...more });
  expect(await (await open().get('/setup')).json()).toEqual({ is_open: true });
  expect(await codeOf(setUp('wrong'))).toEqual([401, 'sign_in_failed']);
  const bad = { company: { ...installation.company, slug: 'Not a slug' } };
  expect(await codeOf(setUp(setupToken, bad))).toEqual([422, 'invalid_request']);
  // A failure half-way leaves nothing that the next request would meet.
  await gateway.rows(
    `create function fail() returns trigger language plpgsql as $$ begin raise 'no staff today'; end $$`,
  );
  await gateway.rows('create trigger fail before insert on operator_staff for each row execute function fail()');
  expect((await setUp(setupToken)).status).toBe(500);
  await gateway.rows('drop trigger fail on operator_staff');
  // More at once than there are connections to the database.
  const answers = await Promise.all(Array.from({ length: 6 }, () => setUp(setupToken)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
  const created = (await answers.find(({ status }) => status === 201)?.json()) as {
    key: string;
    sign_in_urls: { operator: string; owner: string };
  };
  // Each link works once.
  const tokenOf = (url: string) => new URL(url).hash.slice('#token='.length);
  const use = async (token: string) => {
    const browser = open();
    const answer = await browser.post('/v1/sign-in/link', { token });
    return answer.status === 200 ? ((await answer.json()) as object) : answer.status;
  };
  expect(await use(tokenOf(created.sign_in_urls.operator))).toMatchObject({ is_operator: true });
  expect(await use(tokenOf(created.sign_in_urls.owner))).toMatchObject({ member: { role: 'owner' } });
  expect(await use(tokenOf(created.sign_in_urls.owner))).toBe(401);
  const authorization = `Bearer ${created.key}`;
  expect((await app.request('/v1/candidates', { headers: { authorization } })).status).toBe(200);
  expect(await codeOf(setUp(setupToken))).toEqual([409, 'already_set_up']);
  expect(await (await open().get('/setup')).json()).toEqual({ is_open: false });

  for (const [email, expected] of [
    ['unei@goen.example', { is_operator: true, member: null }],
    [
      'shacho@hajime.example.jp',
      { is_operator: false, member: { role: 'owner', company: { name: '株式会社はじめ' } } },
    ],
  ] as const) {
    const browser = await gateway.signIn(email, open());
    expect(await (await browser.get('/v1/me')).json()).toMatchObject(expected);
  }
});

test('a link of the demo works as often as one likes, with the demo’s secret alone', async () => {
  const { email } = await gateway.addMember(gateway.hinode.id, 'recruiter');
  const secret = 'a-demo-secret-of-the-tests-with-32-letters';
  const { url, operatorUrl } = gateway.context.identity.settings;
  const demo = createIdentity(gateway.context, { ...identitySettings, url, operatorUrl, demoSecret: secret });
  const demoApp = createGatewayApp({ ...gateway.context, identity: demo }, { operatorName: 'Goen' }, {});
  const sign = async (token: string, on = demoApp) =>
    (await createBrowser({ app: on, publicUrl: gateway.context.publicUrl }).post('/v1/sign-in/link', { token })).status;
  const token = createDemoToken(secret, email);
  expect([await sign(token), await sign(token)]).toEqual([200, 200]);
  expect(await sign(createDemoToken(secret, 'nobody@example.jp'))).toBe(401);
  expect(await sign(createDemoToken(`${secret}x`, email))).toBe(401);
  expect(await sign(token, app)).toBe(401);
  await demo.close();
});

test('a link goes to members and staff only, belongs to no company, and hides its secret behind the #', async () => {
  const { email, id } = await gateway.addMember(gateway.hinode.id, 'recruiter');
  mails.length = 0;
  for (const address of ['nobody@example.jp', email]) {
    expect((await open().post('/v1/sign-in/links', { email: address })).status).toBe(202);
  }
  await expect.poll(() => mails.length, { timeout: 30_000 }).toBe(1);
  const [mail] = mails;
  expect(mail).toMatchObject({ kind: 'sign_in_link', to: { email }, company: '00000000-0000-0000-0000-000000000000' });
  const url = new URL(mail?.variables.pageUrl ?? '');
  expect([url.pathname, url.search]).toEqual(['/sign-in', '?lang=ja']);
  // A scanner that opens the link gets the page, and uses nothing up.
  expect((await open().get(`${url.pathname}${url.search}`)).status).toBe(200);
  const token = url.hash.slice('#token='.length);
  const { rows } = await identity.pool.query<{ identifier: string }>('select identifier from verification');
  expect(rows.map(({ identifier }) => identifier)).not.toContain(token);
  const browser = open();
  expect((await browser.post('/v1/sign-in/link', { token })).status).toBe(200);
  expect(await (await browser.get('/v1/me')).json()).toMatchObject({ member: { id } });
});

test('who invites staff or a member into a sandbox company does not take their mails away', async () => {
  const { id: sandbox } = await createCompany(gateway.admin, {
    name: '砂場',
    slug: 'sunaba',
    settings: { ...settings, mailProvider: 'sandbox' },
  });
  const staff = await gateway.operator();
  await gateway.addMember(sandbox, 'viewer', staff.email);
  const { email: member } = await gateway.addMember(sandbox, 'viewer');
  await gateway.addMember(gateway.hinode.id, 'viewer', member);
  const { email: tester } = await gateway.addMember(sandbox, 'viewer');
  mails.length = 0;
  for (const email of [staff.email, member, tester]) await open().post('/v1/sign-in/links', { email });
  await expect.poll(() => mails.length, { timeout: 30_000 }).toBe(3);
  expect(new Map(mails.map(({ to, provider }) => [to.email, provider]))).toEqual(
    new Map([
      [staff.email, 'resend'],
      [member, settings.mailProvider],
      [tester, 'sandbox'],
    ]),
  );
});

test('links leave through the provider of the company, or through that of the operator if there is one', async () => {
  await gateway.rows(`update company set settings = settings || '{"mailProvider": "sandbox"}' where id = ?`, [
    gateway.aoba.id,
  ]);
  const [member, staff] = [await gateway.addMember(gateway.aoba.id, 'viewer'), await gateway.operator()];
  const company = { id: gateway.aoba.id, name: 'aoba' };
  const context = { ...gateway.context, mail: { url: mailServiceUrl(), token: 'x' } };
  mails.length = 0;
  for (const mailProvider of [null, 'smtp'] as const) {
    const chosen = { ...identitySettings, mailProvider };
    await sendSignInLink(context, chosen, { email: member.email, token: 't', locale: 'ja', isStaff: false });
    await sendSignInLink(context, chosen, { email: staff.email, token: 't', locale: 'ja', isStaff: true });
    await sendInvitation(context, chosen, { email: member.email, locale: 'ja', company });
  }
  expect(mails.map(({ provider }) => provider)).toEqual(['sandbox', 'resend', 'sandbox', 'smtp', 'smtp', 'smtp']);
  await gateway.rows(`update company set settings = settings || '{"mailProvider": "resend"}' where id = ?`, [
    gateway.aoba.id,
  ]);
});

test('the gateway refuses to start with a provider that mail-service does not have', async () => {
  const check = (mailProvider: 'smtp' | 'hubspot' | null, url = mailServiceUrl()) =>
    requireMailProvider({ mail: { url, token: 'x' }, logger: gateway.context.logger }, { mailProvider });
  await check('smtp');
  await check(null, 'http://127.0.0.1:1');
  await check('hubspot', 'http://127.0.0.1:1');
  await expect(check('hubspot')).rejects.toThrow('OPERATOR_MAIL_PROVIDER is hubspot');
});

test('the command line adds the first people, and lets the gateway mail them a link', async () => {
  const { admin, context } = gateway;
  const member = { company: 'hinode', email: 'Shinjin@hinode.example.jp', name: '新人', role: 'owner' } as const;
  await expect(addMember(admin, member, 'another-key-than-the-services-have')).rejects.toThrow('PERSON_HASH_KEY');
  const { id } = await addMember(admin, member, context.personHashKey);
  await expect(addMember(admin, member, context.personHashKey)).rejects.toThrow('is a member of hinode already');
  await addStaff(admin, { email: 'shinjin@goen.example', name: '新人' }, context.personHashKey);
  expect(await (await (await gateway.signIn('shinjin@goen.example')).get('/v1/me')).json()).toMatchObject({
    is_operator: true,
  });

  const server = await serveApp(app, { port: 0, host: '127.0.0.1' });
  const proxied = createServer((request, response) => {
    // The public address: what the gateway compares the origin with.
    void fetch(`${server.url}${request.url}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: context.publicUrl,
        'sec-fetch-site': String(request.headers['sec-fetch-site']),
      },
      body: JSON.stringify({ email: 'shinjin@hinode.example.jp', locale: 'ja' }),
    }).then((answer) => response.writeHead(answer.status).end());
  });
  await new Promise<void>((resolve) => proxied.listen(0, '127.0.0.1', resolve));
  const publicUrl = `http://127.0.0.1:${(proxied.address() as AddressInfo).port}`;
  mails.length = 0;
  await requestLink(admin, { email: 'SHINJIN@hinode.example.jp', publicUrl });
  await expect.poll(() => mails.length, { timeout: 30_000 }).toBe(1);
  expect(mails[0]).toMatchObject({ kind: 'sign_in_link', to: { email: 'shinjin@hinode.example.jp' } });
  await expect(requestLink(admin, { email: 'nobody@example.jp', publicUrl })).rejects.toThrow('neither a member');
  expect(await gateway.listAudit(id)).toEqual(['member.added', 'sign_in_link.requested']);
  proxied.close();
  await server.close();
});

test('owners invite, change and remove members; a removed one is out at the next request', async () => {
  const { browser: owner } = await gateway.member(gateway.hinode.id, 'owner');
  const invitation = { email: 'jiro@hinode.example.jp', name: '佐藤 次郎', role: 'viewer' };
  const invited = await owner.post('/v1/members', invitation);
  expect([invited.status, await invited.clone().json()]).toMatchObject([201, { state: 'invited', joined_at: null }]);
  const { id } = (await invited.json()) as { id: string };
  expect(await codeOf(owner.post('/v1/members', { ...invitation, email: 'JIRO@hinode.example.jp' }))).toEqual([
    409,
    'already_member',
  ]);
  const again = { method: 'POST' };
  expect((await owner.call(`/v1/members/${id}/invitation`, again)).status).toBe(200);
  const browser = await gateway.signIn(invitation.email);
  expect((await browser.get('/v1/candidates')).status).toBe(200);
  expect(await codeOf(owner.call(`/v1/members/${id}/invitation`, again))).toEqual([409, 'already_member']);
  expect(await codeOf(browser.post('/v1/members', invitation))).toEqual([403, 'missing_scope']);
  expect(await codeOf(browser.patch(`/v1/members/${id}`, { role: 'owner' }))).toEqual([403, 'missing_scope']);

  expect(await codeOf(browser.post('/v1/positions', {}))).toEqual([403, 'missing_scope']);
  expect((await owner.patch(`/v1/members/${id}`, { role: 'recruiter' })).status).toBe(200);
  expect(await codeOf(browser.post('/v1/positions', {}))).toEqual([422, 'invalid_request']);

  const { browser: stranger } = await gateway.member(gateway.aoba.id, 'owner');
  expect(await codeOf(stranger.patch(`/v1/members/${id}`, { role: 'owner' }))).toEqual([404, 'not_found']);
  expect(await codeOf(stranger.delete(`/v1/members/${id}`))).toEqual([404, 'not_found']);
  expect(await codeOf(stranger.call(`/v1/members/${id}/invitation`, again))).toEqual([404, 'not_found']);

  await gateway.rows(`update member set role = 'owner' where id = ?`, [id]);
  const [kept, revoked] = await Promise.all(
    ['kept', 'revoked'].map(async (name) => {
      const issued = await browser.post('/v1/api-keys', { name, scopes: ['cases:read'] });
      return ((await issued.json()) as { api_key: { id: string } }).api_key.id;
    }),
  );
  expect(await (await owner.get('/v1/members?limit=1')).json()).toMatchObject({ items: [{ id, active_api_keys: 2 }] });
  expect((await owner.delete(`/v1/api-keys/${revoked}`)).status).toBe(204);
  const gone = await owner.delete(`/v1/members/${id}`);
  expect([gone.status, await gone.json()]).toMatchObject([
    200,
    { id, state: 'removed', email: null, active_api_keys: 1 },
  ]);
  const made = (await (await owner.get(`/v1/api-keys?member_id=${id}`)).json()) as { items: object[] };
  expect(made.items).toMatchObject([
    { state: expect.any(String), created_by: { kind: 'member', id, name: '佐藤 次郎' } },
    { created_by: { id } },
  ]);
  expect(made.items).toContainEqual(expect.objectContaining({ id: kept, state: 'active' }));
  expect(await codeOf(browser.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
  const { rows } = await gateway.context.identity.pool.query('select 1 from "user" where email = $1', [
    invitation.email,
  ]);
  expect(rows).toEqual([]);
  const removed = (await (await owner.get('/v1/members?state=removed')).json()) as { items: object[] };
  expect(removed.items).toMatchObject([{ id, email: null, name: '佐藤 次郎', state: 'removed' }]);
  // Back again: a new member, whose mails and rights are their own.
  expect(await idOf(owner.post('/v1/members', invitation))).not.toBe(id);
  const events = await gateway.admin.orm.em
    .fork()
    .find(AuditEvent, { subjectId: id }, { orderBy: { occurredAt: 'asc' } });
  expect(events.map(({ action }) => action)).toEqual([
    'member.added',
    'member.invited_again',
    'member.joined',
    'member.changed',
    'member.removed',
  ]);
});

test('a company keeps an owner, also when two remove each other at once', async () => {
  const [first, second] = [
    await gateway.member(gateway.aoba.id, 'owner'),
    await gateway.member(gateway.aoba.id, 'owner'),
  ];
  await gateway.rows(`update member set role = 'viewer' where company_id = ? and id not in (?, ?)`, [
    gateway.aoba.id,
    first.id,
    second.id,
  ]);
  const answers = await Promise.all([
    first.browser.delete(`/v1/members/${second.id}`),
    second.browser.delete(`/v1/members/${first.id}`),
  ]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const left = answers[0]?.status === 200 ? first : second;
  expect(await codeOf(left.browser.patch(`/v1/members/${left.id}`, { role: 'viewer' }))).toEqual([409, 'last_owner']);
  expect(await codeOf(left.browser.delete(`/v1/members/${left.id}`))).toEqual([409, 'last_owner']);
});

test('the operator keeps its own list of people', async () => {
  const { browser: staff, id } = await gateway.operator();
  const { browser: owner } = await gateway.member(gateway.hinode.id, 'owner');
  expect(await codeOf(owner.get('/operator/staff'))).toEqual([401, 'unauthorized']);
  const key = { authorization: `Bearer ${gateway.hinode.key}` };
  expect(await codeOf(Promise.resolve(gateway.app.request('/operator/staff', { headers: key })))).toEqual([
    401,
    'unauthorized',
  ]);
  const added = await idOf(staff.post('/operator/staff', { email: 'saburo@goen.example', name: '三郎' }));
  const { items } = (await (await staff.get('/operator/staff')).json()) as { items: { id: string }[] };
  expect(items.map((item) => item.id)).toEqual(expect.arrayContaining([id, added]));
  const saburo = await gateway.signIn('saburo@goen.example');
  expect((await saburo.get('/operator/staff')).status).toBe(200);
  expect((await staff.delete(`/operator/staff/${added}`)).status).toBe(204);
  expect(await gateway.listAudit(added)).toEqual(['staff.added', 'staff.removed']);
  expect(await codeOf(saburo.get('/operator/staff'))).toEqual([401, 'unauthorized']);
});
