import { findFreePort } from '@goen/postgres-server';
import { type RunningServer, serveApp } from '@goen/service-kit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayApp } from '../start-gateway.ts';
import { type GatewayFixture, identitySettings, startGatewayFixture } from '../testing/gateway-fixture.ts';
import { openBrowser } from '../testing/page-browser.ts';
import { createIdentity } from './sign-in/identity.ts';

const timeout = 30_000;
let gateway: GatewayFixture;
let identity: ReturnType<typeof createIdentity>;
let server: RunningServer;
let chromium: Browser;
let publicUrl: string;
beforeAll(async () => {
  gateway = await startGatewayFixture();
  await gateway.migrateIdentity();
  const port = await findFreePort();
  // WebAuthn wants a name, not an address.
  publicUrl = `http://localhost:${port}`;
  const context = { ...gateway.context, publicUrl };
  const { url, operatorUrl } = gateway.context.identity.settings;
  identity = createIdentity(context, { ...identitySettings, trustedProxies: 0, url, operatorUrl });
  const app = createGatewayApp({ ...context, identity }, { operatorName: 'Goen' }, {});
  server = await serveApp(app, { port, host: '127.0.0.1' });
  chromium = await openBrowser();
}, 60_000);
afterAll(async () => {
  await chromium?.close();
  await server?.close();
  await identity?.close();
  await gateway?.close();
});

async function openPage() {
  const context = await chromium.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.text().includes('Content Security Policy') && faults.push(message.text()));
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const setUserVerified = (isUserVerified: boolean) =>
    devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  return { page, faults, setUserVerified };
}

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
const ask = (page: Page, method: string, path: string, body?: object): Promise<Answer> =>
  page.evaluate(
    async ([verb, url, json]) => {
      const init = json === null ? {} : { body: json, headers: { 'content-type': 'application/json' } };
      const answer = await fetch(url, { method: verb, ...init });
      return { status: answer.status, body: (await answer.json().catch(() => ({}))) as Record<string, unknown> };
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  );

/** Whoever signs in is led to the console; the page of the sign-in then says who they are. */
async function seeSignedIn(page: Page, email: string): Promise<void> {
  await page.waitForURL(`${publicUrl}/console`, { timeout, waitUntil: 'commit' });
  await page.goto(`${publicUrl}/sign-in?lang=ja`);
  await page.getByText(email).waitFor({ timeout });
}

/** As the page of a console does it. */
const addPasskey = (page: Page): Promise<Answer> =>
  page.evaluate(async () => {
    const post = (path: string, body?: object) => {
      const init = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
      return fetch(path, { method: 'POST', ...init });
    };
    const options = (await (await post('/v1/passkeys/options')).json()) as never;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
    const answer = await post('/v1/passkeys', { name: 'この端末', credential: credential.toJSON() });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  });

test('in a real browser: the button of a mailed link, a passkey, and a sign-in with it', async () => {
  const member = await gateway.addMember(gateway.hinode.id, 'recruiter');
  const { page, faults, setUserVerified } = await openPage();
  await page.goto(`${publicUrl}/sign-in?lang=ja#token=${await gateway.createLinkToken(member.email)}`);
  const button = page.getByRole('button', { name: 'サインインする', exact: true });
  await button.waitFor({ timeout });
  // The secret is out of the address bar, and nobody is signed in before the press.
  expect(page.url()).toBe(`${publicUrl}/sign-in?lang=ja`);
  expect((await ask(page, 'GET', '/v1/me')).status).toBe(401);
  await button.click();
  await seeSignedIn(page, member.email);

  const added = await addPasskey(page);
  expect([added.status, added.body.name]).toEqual([201, 'この端末']);
  await page.getByRole('button', { name: 'サインアウトする' }).click();
  const withPasskey = page.getByRole('button', { name: 'パスキーでサインインする' });
  await withPasskey.click();
  await seeSignedIn(page, member.email);
  expect((await ask(page, 'GET', '/v1/me')).body).toMatchObject({ signed_in_by: 'passkey', member: { id: member.id } });

  // A device that does not check who uses it is refused.
  await page.getByRole('button', { name: 'サインアウトする' }).click();
  await setUserVerified(false);
  await withPasskey.click();
  await page.getByText('サインインできませんでした').waitFor({ timeout });
  expect((await ask(page, 'GET', '/v1/me')).status).toBe(401);
  expect(faults).toEqual([]);
}, 120_000);

test('a used link says so; passkeys need a recent sign-in and belong to one person', async () => {
  const member = await gateway.addMember(gateway.hinode.id, 'recruiter');
  const token = await gateway.createLinkToken(member.email);
  const { page } = await openPage();
  const openLink = async () => {
    await page.goto('about:blank');
    await page.goto(`${publicUrl}/sign-in?lang=ja#token=${token}`);
  };
  const useButton = page.getByRole('button', { name: 'サインインする', exact: true });
  await openLink();
  await useButton.click();
  await seeSignedIn(page, member.email);
  const { body } = await addPasskey(page);
  expect((await ask(page, 'GET', '/v1/passkeys')).body.items).toMatchObject([{ id: body.id }]);

  const path = `/v1/passkeys/${String(body.id)}`;
  expect((await ask(page, 'PATCH', path, { name: ' 会社のPC ' })).body).toMatchObject({
    id: body.id,
    name: '会社のPC',
  });
  expect((await ask(page, 'PATCH', path, { name: ' ' })).status).toBe(422);

  const other = await openPage();
  const { email } = await gateway.addMember(gateway.hinode.id, 'owner');
  await other.page.goto(`${publicUrl}/sign-in?lang=ja#token=${await gateway.createLinkToken(email)}`);
  await other.page.getByRole('button', { name: 'サインインする', exact: true }).click();
  await seeSignedIn(other.page, email);
  expect((await ask(other.page, 'DELETE', path)).status).toBe(404);
  expect((await ask(other.page, 'PATCH', path, { name: 'x' })).status).toBe(404);
  await identity.pool.query(`update session set "createdAt" = now() - interval '20 minutes'`);
  expect((await ask(other.page, 'POST', '/v1/passkeys/options')).body.code).toBe('sign_in_again');
  expect((await ask(page, 'DELETE', `/v1/passkeys/${String(body.id)}`)).status).toBe(204);

  await ask(page, 'POST', '/v1/sign-out');
  await openLink();
  await page.getByText('サインインできませんでした').waitFor({ timeout });
  expect(await useButton.isVisible()).toBe(false);
}, 120_000);
