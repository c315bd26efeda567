import { type AddressInfo, createServer } from 'node:net';
import { type Issuer, passIssuer, startDescription, startIssuer } from '@goen/testing/oidc-issuer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../start-gateway.ts';
import { type GatewayFixture, identitySettings, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { type Browser, createBrowser } from '../testing/sign-in-fixture.ts';
import { createIdentity } from './sign-in/identity.ts';

let gateway: GatewayFixture;
let app: GatewayFixture['app'];
let identity: ReturnType<typeof createIdentity>;
/** Of `hinode`; `aoba` controls the other one. */
let issuer: Issuer;
let evilIssuer: Issuer;
let odd: Awaited<ReturnType<typeof startDescription>>;
let endpoints: Readonly<Record<string, string>> = {};
const addresses: Record<string, { email: string; email_verified?: unknown }> = {};
const open = () => createBrowser({ app, publicUrl: gateway.context.publicUrl });
const codeOf = async (answer: Promise<Response>) => {
  const response = await answer;
  return [response.status, ((await response.json().catch(() => ({}))) as { code?: string }).code];
};

beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
  const { publicUrl } = gateway.context;
  const callbacks = [gateway.hinode.id, gateway.aoba.id].map((id) => `${publicUrl}/auth/sso/callback/${id}`);
  const readClaims = (login: string) => addresses[login] ?? { email: '' };
  [issuer, evilIssuer] = [await startIssuer(callbacks, readClaims), await startIssuer(callbacks, readClaims)];
  const { url, operatorUrl } = gateway.context.identity.settings;
  odd = await startDescription(() => endpoints);
  const trustedIssuers = [issuer.issuer, evilIssuer.issuer, odd.issuer];
  identity = createIdentity(gateway.context, { ...identitySettings, url, operatorUrl, trustedIssuers });
  app = createGatewayApp({ ...gateway.context, identity }, { operatorName: 'Goen', trustedProxies: 1 }, {});
  for (const [company, provider] of [
    [gateway.hinode, issuer],
    [gateway.aoba, evilIssuer],
  ] as const) {
    const { browser } = await gateway.member(company.id, 'owner');
    const owner = adopt(browser);
    const settings = { issuer: provider.issuer, client_id: 'goen', client_secret: 'a-secret-of-the-issuer' };
    const saved = await owner.put('/v1/single-sign-on', settings);
    if (saved.status !== 200) throw new Error(`Single sign-on: ${saved.status} ${await saved.text()}`);
  }
});
afterAll(async () => {
  await Promise.all([issuer?.stop(), evilIssuer?.stop(), odd?.stop()]);
  await identity?.close();
  await gateway?.close();
});

/** The same person at the app of this file. */
function adopt({ jar }: Browser): Browser {
  const browser = open();
  for (const [name, value] of jar) browser.jar.set(name, value);
  return browser;
}

async function begin(browser: Browser, company: string): Promise<string> {
  const answer = await browser.post('/v1/sign-in/single-sign-on', { company });
  return ((await answer.json()) as { url: string }).url;
}
const comeBack = (browser: Browser, url: string) =>
  browser.get(url.slice(gateway.context.publicUrl.length), { 'sec-fetch-site': 'cross-site' });
async function signIn(company: string, login: string) {
  const browser = open();
  const back = await comeBack(browser, await passIssuer(await begin(browser, company), login));
  return { browser, to: back.headers.get('location') ?? '' };
}

test('an owner reads what to register at the provider, and what people enter', async () => {
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const owner = adopt(browser);
  const { callback_url: url } = (await (await owner.get('/v1/single-sign-on')).json()) as { callback_url: string };
  expect(await (await owner.get('/v1/single-sign-on/setup')).json()).toEqual({
    callback_url: url,
    company: 'hinode',
    sign_in_url: expect.stringMatching(/\/sign-in$/),
    is_set_up: true,
  });
});

test('the client secret is sealed, and never shown', async () => {
  const { rows } = await identity.pool.query<{ oidcConfig: string }>('select "oidcConfig" from "ssoProvider"');
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain('a-secret-of-the-issuer');
  expect(await gateway.listAudit(gateway.hinode.id)).toContain('single_sign_on.changed');
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const shown = await (await adopt(browser).get('/v1/single-sign-on')).text();
  expect(shown).toContain(issuer.issuer);
  expect(shown).not.toContain('secret');
});

test('members sign in, and others do not', async () => {
  const member = await gateway.addMember(gateway.hinode.id, 'recruiter');
  addresses.hanako = { email: member.email };
  const { browser, to } = await signIn('hinode', 'hanako');
  expect(to).toBe('/sign-in');
  expect(await gateway.listAudit(member.id)).toEqual(['member.joined']);
  expect(await (await browser.get('/v1/me')).json()).toMatchObject({
    signed_in_by: 'single_sign_on',
    member: { id: member.id },
    is_operator: false,
  });
  expect((await browser.get('/v1/candidates')).status).toBe(200);
  const { rows } = await identity.pool.query(
    `select from account where "accessToken" is not null or "refreshToken" is not null or "idToken" is not null`,
  );
  expect(rows).toEqual([]);

  addresses.stranger = { email: 'stranger@hinode.example.jp' };
  const stranger = await signIn('hinode', 'stranger');
  expect(stranger.to).toContain('error=not_a_member');
  expect(await codeOf(stranger.browser.get('/v1/me'))).toEqual([401, 'unauthorized']);

  for (const verified of [false, 'FALSE', 'no', 0]) {
    addresses.unproven = { email: member.email, email_verified: verified };
    expect((await signIn('hinode', 'unproven')).to).toContain('error=email_not_verified');
  }
  // The same mailbox to whoever looks up members, but an account that no removal would find.
  addresses.spelling = { email: `"${member.email.replace('@', '"@')}` };
  expect((await signIn('hinode', 'spelling')).to).toContain('error=not_a_member');
  expect(await codeOf(open().post('/v1/sign-in/single-sign-on', { company: 'nobody' }))).toEqual([404, 'not_found']);
});

test('an issuer whose name moves into our own network is not asked', async () => {
  let connections = 0;
  const inside = createServer(() => (connections += 1));
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const { port } = inside.address() as AddressInfo;
  const answers = ['93.184.215.14', '127.0.0.1'];
  const resolve = () => Promise.resolve([{ address: answers.shift() ?? '127.0.0.1', family: 4 }]);
  const { url, operatorUrl } = gateway.context.identity.settings;
  const context = { ...gateway.context, webhooks: { ...gateway.context.webhooks, resolve } };
  const guarded = createIdentity(context, { ...identitySettings, url, operatorUrl, trustedIssuers: [] });
  const on = createGatewayApp({ ...context, identity: guarded }, { operatorName: 'Goen', trustedProxies: 1 }, {});
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  const owner = createBrowser({ app: on, publicUrl: context.publicUrl });
  for (const [name, value] of browser.jar) owner.jar.set(name, value);
  const settings = { issuer: `https://localhost:${port}`, client_id: 'goen', client_secret: 'x' };
  expect(await codeOf(owner.put('/v1/single-sign-on', settings))).toEqual([422, 'issuer_unusable']);
  expect([connections, answers]).toEqual([0, []]);
  inside.close();
  await guarded.close();
});

test('the provider of one company opens no other company, no operator, and adds no passkey', async () => {
  const { email } = await gateway.addMember(gateway.hinode.id, 'owner');
  addresses.victim = { email };
  // aoba's own provider says that it is the owner of hinode.
  expect((await signIn('aoba', 'victim')).to).toContain('error=not_a_member');
  const own = await gateway.signIn(email, open());
  // The same after aoba has invited that person: the session counts for aoba alone.
  await gateway.addMember(gateway.aoba.id, 'viewer', email);
  const { browser, to } = await signIn('aoba', 'victim');
  expect(to).toBe('/sign-in');
  const me = (await (await browser.get('/v1/me')).json()) as { companies: { id: string }[] };
  expect(me).toMatchObject({ member: { role: 'viewer', company: { id: gateway.aoba.id } }, is_operator: false });
  expect(me.companies).toHaveLength(1);
  expect(await codeOf(browser.put('/v1/me/company', { company_id: gateway.hinode.id }))).toEqual([404, 'not_found']);
  expect(await codeOf(browser.get('/v1/connections'))).toEqual([403, 'missing_scope']);
  expect(await codeOf(browser.post('/v1/passkeys/options'))).toEqual([403, 'sign_in_again']);
  const seen = (await (await browser.get('/v1/sessions')).json()) as { items: object[] };
  expect(seen.items).toHaveLength(1);
  expect((await own.delete('/v1/sessions')).status).toBe(204);
  expect(await codeOf(browser.get('/v1/me'))).toEqual([401, 'unauthorized']);

  const staff = await gateway.operator();
  await gateway.addMember(gateway.aoba.id, 'viewer', staff.email);
  addresses.staff = { email: staff.email };
  const asStaff = await signIn('aoba', 'staff');
  expect(await codeOf(asStaff.browser.get('/operator/staff'))).toEqual([401, 'unauthorized']);
  expect((await adopt(staff.browser).get('/operator/staff')).status).toBe(200);
});

test('the way back is bound to one browser, works once, and cannot begin at the provider', async () => {
  const { email } = await gateway.addMember(gateway.hinode.id, 'viewer');
  addresses.jiro = { email };
  const browser = open();
  const back = await passIssuer(await begin(browser, 'hinode'), 'jiro');
  const elsewhere = open();
  expect((await comeBack(elsewhere, back)).headers.get('location')).toMatch(/error=/);
  expect(await codeOf(elsewhere.get('/v1/me'))).toEqual([401, 'unauthorized']);
  expect((await comeBack(browser, back)).headers.get('location')).toBe('/sign-in');
  expect((await comeBack(browser, back)).headers.get('location')).toMatch(/error=/);
  const withoutState = new URL(back);
  withoutState.searchParams.delete('state');
  expect((await comeBack(open(), withoutState.href)).headers.get('location')).toMatch(/error=state_missing/);
  // What a browser or a URL parser reads as another host.
  for (const path of [
    '//evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    '/%2e//evil.example',
    '/\\evil.example',
  ])
    expect(await codeOf(open().post('/v1/sign-in/single-sign-on', { company: 'hinode', return_to: path }))).toEqual([
      422,
      'invalid_request',
    ]);
  // An answer of one company's provider, brought to the callback of another.
  const mixing = open();
  const ofHinode = await passIssuer(await begin(mixing, 'hinode'), 'jiro');
  const mixed = await comeBack(mixing, ofHinode.replace(gateway.hinode.id, gateway.aoba.id));
  expect(mixed.headers.get('location')).toMatch(/error=invalid_state/);
  expect(await codeOf(mixing.get('/v1/me'))).toEqual([401, 'unauthorized']);
});

test('a removed member is out, with the account that their provider opened', async () => {
  const { browser: ownerBrowser } = await gateway.member(gateway.hinode.id, 'owner');
  const owner = adopt(ownerBrowser);
  const { email, id } = await gateway.addMember(gateway.hinode.id, 'viewer');
  addresses.leaver = { email };
  const { browser } = await signIn('hinode', 'leaver');
  expect((await browser.get('/v1/candidates')).status).toBe(200);
  expect((await owner.delete(`/v1/members/${id}`)).status).toBe(200);
  expect(await codeOf(browser.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
  expect((await signIn('hinode', 'leaver')).to).toContain('error=not_a_member');
  const again = { email, name: '佐藤', role: 'recruiter' };
  expect((await owner.post('/v1/members', again)).status).toBe(201);
  expect((await signIn('hinode', 'leaver')).to).toBe('/sign-in');
  expect(await codeOf(browser.get('/v1/candidates'))).toEqual([401, 'unauthorized']);
});

test('a company may require it, except from owners; issuers on private addresses need the operator', async () => {
  const { browser: ownerBrowser } = await gateway.member(gateway.hinode.id, 'owner');
  const owner = adopt(ownerBrowser);
  const { browser: viewer } = await gateway.member(gateway.hinode.id, 'viewer');
  const settings = { issuer: issuer.issuer, client_id: 'goen', client_secret: 'a-secret-of-the-issuer' };
  expect((await owner.put('/v1/single-sign-on', { ...settings, is_required: true })).status).toBe(200);
  expect(await codeOf(adopt(viewer).get('/v1/candidates'))).toEqual([401, 'unauthorized']);
  expect((await owner.get('/v1/candidates')).status).toBe(200);
  for (const address of ['http://127.0.0.1:1', 'https://169.254.169.254', 'https://localhost']) {
    const refused = owner.put('/v1/single-sign-on', { ...settings, issuer: address });
    expect(await codeOf(refused)).toEqual([422, 'issuer_unusable']);
  }
  // A provider on an allowed address whose description leads elsewhere, unencrypted.
  expect((await owner.put('/v1/single-sign-on', { ...settings, issuer: odd.issuer })).status).toBe(200);
  endpoints = { token_endpoint: 'http://login.example.com/token' };
  expect(await codeOf(owner.put('/v1/single-sign-on', { ...settings, issuer: odd.issuer }))).toEqual([
    422,
    'issuer_unusable',
  ]);
  expect((await owner.delete('/v1/single-sign-on')).status).toBe(204);
  expect(await gateway.listAudit()).toContain('single_sign_on.removed');
  expect((await adopt(viewer).get('/v1/candidates')).status).toBe(200);
  expect(await codeOf(owner.get('/v1/single-sign-on'))).toEqual([404, 'not_found']);
});
