import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { ConnectionView } from '@goen/contracts/public';
import { type Issuer, passIssuer, startDescription, startIssuer } from '@goen/testing/oidc-issuer';
import { startDeliverer } from '@goen/webhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createIdentity } from '../identity/sign-in/identity.ts';
import { createGatewayApp } from '../start-gateway.ts';
import { type GatewayFixture, identitySettings, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { type Browser, createBrowser } from '../testing/sign-in-fixture.ts';
import { delivererOptions } from '../testing/webhook-fixture.ts';

/** A server that must never be reached. It counts its connections. */
let inside: Server;
let connections = 0;
/** What the next lookups of any name answer; the last one stays. */
let answers: string[] = [];
const resolve = () =>
  Promise.resolve([{ address: (answers.length > 1 ? answers.shift() : answers[0]) ?? '', family: 4 }]);
const [aPublic, loopback, metadata] = ['93.184.215.14', '127.0.0.1', '169.254.169.254'];

let gateway: GatewayFixture;
let app: GatewayFixture['app'];
let identity: ReturnType<typeof createIdentity>;
let issuer: Issuer;
let description: Awaited<ReturnType<typeof startDescription>>;
let endpoints: Readonly<Record<string, string>> = {};
let owner: Browser;
const email = 'hanako@hinode.example.jp';

beforeAll(async () => {
  inside = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
  const { publicUrl, webhooks, identity: base } = gateway.context;
  issuer = await startIssuer([`${publicUrl}/auth/sso/callback/${gateway.hinode.id}`], () => ({ email }));
  description = await startDescription(() => endpoints);
  const { url, operatorUrl } = base.settings;
  const context = { ...gateway.context, webhooks: { ...webhooks, allowPrivate: false, resolve } };
  const trustedIssuers = [issuer.issuer, description.issuer];
  identity = createIdentity(context, { ...identitySettings, url, operatorUrl, trustedIssuers });
  app = createGatewayApp({ ...context, identity }, { operatorName: 'Goen', trustedProxies: 1 }, {});
  owner = createBrowser({ app, publicUrl });
  const { browser } = await gateway.member(gateway.hinode.id, 'owner');
  for (const [name, value] of browser.jar) owner.jar.set(name, value);
});
beforeEach(() => {
  connections = 0;
  endpoints = {};
});
afterAll(async () => {
  await Promise.all([issuer?.stop(), description?.stop()]);
  await identity?.close();
  await gateway?.close();
  inside.close();
});

const call = (method: string, path: string, body: object): Promise<Response> =>
  Promise.resolve(
    app.request(path, {
      method,
      headers: { authorization: `Bearer ${gateway.hinode.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
const port = () => (inside.address() as AddressInfo).port;
const addEndpoint = async (url: string): Promise<string> => {
  const answer = await call('POST', '/v1/webhook-endpoints', { url });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { endpoint: { id: string } }).endpoint.id;
};
const sso = (url: string) => owner.put('/v1/single-sign-on', { issuer: url, client_id: 'goen', client_secret: 'x' });

/** Every place of the API that takes an address that we then call. */
const places: readonly [string, (url: string) => Promise<Response>][] = [
  ['a webhook endpoint', (url) => call('POST', '/v1/webhook-endpoints', { url })],
  [
    'a change of a webhook endpoint',
    async (url) => {
      const before = answers;
      answers = [aPublic];
      const id = await addEndpoint('https://hooks.example/');
      answers = before;
      return call('PATCH', `/v1/webhook-endpoints/${id}`, { url });
    },
  ],
  ['a chat', (url) => call('POST', '/v1/chats', { kind: 'slack', url })],
  ['an issuer', sso],
];
const addresses: readonly [string, string[]][] = [
  [`https://${metadata}/latest/meta-data/iam/`, []],
  ['https://[fd00:ec2::254]/latest/', []],
  ['https://[::ffff:a9fe:a9fe]/', []],
  ['https://[::7f00:1]/', []],
  ['https://2852039166/', []],
  ['https://0x7f.1/', []],
  ['https://0177.0.0.1/', []],
  ['https://metadata.google.internal/computeMetadata/v1/', [metadata]],
  ['https://inside.example/', ['10.0.0.8']],
  ['https://hooks.slack.com/services/x', [loopback]],
  ['http://hooks.slack.com/services/x', [aPublic]],
  ['https://user@hooks.slack.com/', [aPublic]],
  ['file:///etc/passwd', [aPublic]],
];
test.each(places)('%s on none of our own addresses', async (_name, save) => {
  for (const [url, resolved] of addresses) {
    answers = resolved;
    expect([url, (await save(url)).status]).toEqual([url, 422]);
  }
  expect(connections).toBe(0);
});

test.each([
  ['a webhook', () => addEndpoint(`https://moved.example:${port()}/`), undefined],
  [
    'a chat',
    async () => {
      const answer = await call('POST', '/v1/chats', { kind: 'slack', url: `https://hooks.slack.com:${port()}/x` });
      return ((await answer.json()) as { id: string }).id;
    },
    undefined,
  ],
])('%s whose name moves to this machine after it was saved is not called', async (_name, add) => {
  answers = [aPublic, loopback];
  const id = await add();
  expect((await call('POST', `/v1/webhook-endpoints/${id}/test`, {})).status).toBe(202);
  const settings = { ...gateway.context.webhooks, allowPrivate: false, resolve };
  const deliverer = startDeliverer({ ...delivererOptions(gateway), settings });
  const readError = async () => {
    const [row] = await gateway.rows<{ last_error: string | null }>(
      'select last_error from webhook_delivery where endpoint_id = ? order by last_error nulls last limit 1',
      [id],
    );
    return row?.last_error ?? null;
  };
  try {
    await expect.poll(readError, { timeout: 30_000 }).toBe('address_refused');
  } finally {
    await deliverer.stop();
  }
  expect([connections, answers]).toEqual([0, [loopback]]);
});

test.each([
  ['the token endpoint', 'token_endpoint', `https://${metadata}/token`],
  ['the keys', 'jwks_uri', 'https://[::1]/keys'],
  ['the keys by a name', 'jwks_uri', 'https://metadata.google.internal/keys'],
  ['the token endpoint by http', 'token_endpoint', 'http://login.example/token'],
])('a description of an issuer that leads inside by %s is refused', async (_name, field, url) => {
  answers = [metadata];
  endpoints = { [field]: url };
  expect((await sso(description.issuer)).status).toBe(422);
});

test.each([
  ['tokenEndpoint', 'token'],
  ['jwksEndpoint', 'keys'],
])('a sign-in asks no %s whose name has moved to this machine', async (field, path) => {
  answers = [loopback];
  const settings = { issuer: issuer.issuer, client_id: 'goen', client_secret: 'a-secret-of-the-issuer' };
  expect((await owner.put('/v1/single-sign-on', settings)).status).toBe(200);
  const moved = `https://moved.example:${port()}/${path}`;
  const { adapter } = await identity.auth().$context;
  const provider = { model: 'ssoProvider', where: [{ field: 'providerId', value: gateway.hinode.id }] };
  const stored = await adapter.findOne<{ oidcConfig: string }>(provider);
  const oidcConfig = { ...(JSON.parse(stored?.oidcConfig ?? '{}') as object), [field]: moved };
  await adapter.update({ ...provider, update: { oidcConfig: JSON.stringify(oidcConfig) } });
  const browser = createBrowser({ app, publicUrl: gateway.context.publicUrl });
  const begun = await browser.post('/v1/sign-in/single-sign-on', { company: 'hinode' });
  const back = await passIssuer(((await begun.json()) as { url: string }).url, 'hanako');
  const answer = await browser.get(back.slice(gateway.context.publicUrl.length), { 'sec-fetch-site': 'cross-site' });
  expect(answer.headers.get('location')).toMatch(/error=/);
  expect(connections).toBe(0);
});

test('a connection that posts events is not called inside', async () => {
  // Nothing leaves for an address of somebody else.
  for (const [url, resolved] of addresses.filter(([, names]) => !names.includes(aPublic))) {
    answers = resolved;
    const secrets = { signing_secret: `whsec_${Buffer.alloc(32, 5).toString('base64')}` };
    const saved = await call('POST', '/v1/connections', { kind: 'talentcloud', name: url, settings: { url }, secrets });
    if (saved.status === 422) continue;
    const { id } = (await saved.json()) as ConnectionView;
    const tested = (await (await call('POST', `/v1/connections/${id}/test`, {})).json()) as { ok?: boolean };
    expect([url, tested]).toMatchObject([url, { ok: false }]);
  }
  expect(connections).toBe(0);
});
