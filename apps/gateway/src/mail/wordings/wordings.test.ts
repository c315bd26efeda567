import {
  builtInWordingV1,
  previewV1,
  testSendResultV1,
  wordingEffect,
  wordingPageV1,
  wordingV1,
} from '@goen/contracts/public';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../cli/index.ts';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { aReport, type GatewayFixture, settings, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  const names = { operatorName: 'Goen' };
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, names, {});
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const call = (method: string, path: string, body?: object, key = gateway.hinode.key, headers = {}) =>
  Promise.resolve(
    app.request(`/v1/wordings${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
const wordingBody = { kind: 'rejection', locale: 'ja', subject: '弊社より', body: '{{addressee}}\n\n弊社の言葉です。' };
const target = '?kind=rejection&locale=ja&stage=final&job_category=%E5%96%B6%E6%A5%AD';

test('a company saves a wording, sees every version, and retires it; another company sees nothing', async () => {
  const change = { ...wordingBody, stage: 'final', job_category: '営業' };
  const first = wordingV1.parse(await (await call('PUT', '', change)).json());
  expect(first).toMatchObject({ version: 1, stage: 'final', job_category: '営業', saved_by: gateway.hinode.actor });
  await call('PUT', '', { ...change, subject: '弊社より、その二' });
  expect(wordingPageV1.parse(await (await call('GET', '')).json()).items).toMatchObject([{ version: 2 }]);
  const retired = await call('DELETE', target);
  expect(wordingV1.parse(await retired.json())).toMatchObject({ version: 3, subject: null, body: null });
  expect((await call('DELETE', target)).status).toBe(404);
  expect((await gateway.listAudit()).filter((action) => action.startsWith('wording.'))).toEqual([
    'wording.saved',
    'wording.saved',
    'wording.retired',
  ]);
  const versions = wordingPageV1.parse(await (await call('GET', `/versions${target}&limit=2`)).json());
  expect(versions.items.map(({ version }) => version)).toEqual([3, 2]);
  const rest = wordingPageV1.parse(await (await call('GET', `/versions${target}&cursor=${versions.next}`)).json());
  expect(rest.items.map(({ subject }) => subject)).toEqual(['弊社より']);
  const theirs = await call('GET', `/versions${target}`, undefined, gateway.aoba.key);
  expect(await theirs.json()).toEqual({ items: [], next: null });
});

test('an error in a wording names its line and column', async () => {
  const answer = await call('PUT', '', { ...wordingBody, body: '{{addressee}}\n<b>x</b> {{jobs' });
  expect([answer.status, await answer.json()]).toMatchObject([
    422,
    { code: 'invalid_request', errors: [{ pointer: '/body', code: 'unclosed_braces', line: 2, column: 10 }] },
  ]);
  const bad = await call('GET', '?cursor=x');
  expect([bad.status, await bad.json()]).toMatchObject([400, { code: 'invalid_cursor' }]);
});

test('an unknown field is refused, and the nearest name suggested', async () => {
  const answer = await call('PUT', '', { ...wordingBody, job_catgory: '営業' });
  const error = { pointer: '/job_catgory', detail: expect.stringContaining('did you mean "job_category"?') };
  expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [error] }]);
});

test('the built-in wording is a valid starting point', async () => {
  const builtIn = builtInWordingV1.parse(await (await call('GET', '/built-in?kind=rejection&locale=ja')).json());
  const { kind, locale, subject, body } = builtIn;
  expect((await call('PUT', '', { kind, locale, subject, body }, gateway.aoba.key)).status).toBe(200);
});

test('a preview shows a wording in the frame of the company, as JSON or as a picture', async () => {
  const { subject, body, ...rest } = wordingBody;
  const wording = { subject, body };
  const shown = previewV1.parse(await (await call('POST', '/preview', { ...rest, wording })).json());
  expect([shown.subject, shown.text]).toEqual(['弊社より', expect.stringContaining(settings.sender.name)]);
  const request = { ...rest, wording, as: 'picture', width: 'phone', color_scheme: 'dark' };
  for (let times = 0; times < 2; times += 1) {
    const picture = await call('POST', '/preview', request, gateway.hinode.key, { 'idempotency-key': 'a picture' });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  }
});

test('a test mail is sent once per key, to the requester, and marked as a test', async () => {
  const { subject: _subject, body: _body, ...rest } = wordingBody;
  const headers = { 'idempotency-key': 'one test' };
  for (let times = 0; times < 2; times += 1) {
    const answer = await call('POST', '/test-send', { ...rest, to: 'me@hinode.example' }, gateway.hinode.key, headers);
    expect(testSendResultV1.parse(await answer.json())).toMatchObject({ status: 'sent', date: '2026-11-24' });
  }
  const mails = await mail.inbox('me@hinode.example');
  expect(mails.map(({ subject }) => subject)).toEqual(['【テスト】 選考結果のご連絡【株式会社ひので】']);
});

test('reading and writing need separate scopes', async () => {
  const key = async (scope: 'mail:read' | 'mail:write') =>
    (await createKey(gateway.admin, { company: 'hinode', name: scope, scopes: [scope] })).key;
  const [reader, writer] = [await key('mail:read'), await key('mail:write')];
  const statuses = await Promise.all([
    call('GET', '', undefined, reader),
    call('PUT', '', wordingBody, reader),
    call('POST', '/test-send', { kind: 'rejection', locale: 'ja', to: 'a@b.example' }, reader),
    call('GET', '', undefined, writer),
    call('POST', '/preview', { kind: 'rejection', locale: 'ja' }, writer),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([200, 403, 403, 403, 403]);
});

test('without mail-service, wordings are unavailable', async () => {
  const answer = await gateway.request('/v1/wordings');
  expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'unavailable' }]);
});

test('a wording says how many queued mails it would change: those for which none is nearer', async () => {
  const effect = async (query: string, key?: string) =>
    wordingEffect.parse(
      await (await call('GET', `/effect?kind=rejection_relay&locale=ja${query}`, undefined, key)).json(),
    );
  const before = await effect('');
  expect(before).toEqual({ mails: 0, approved: 0, first_due_at: null });
  const final = { application: { current_stage: { name: '最終面接', kind: 'final' } } };
  for (const report of [aReport(), aReport({ job: { name: '営業', category: '営業職' } }), aReport(final)]) {
    expect((await gateway.post('/v1/rejections', report)).status).toBe(202);
  }
  expect((await effect('')).mails).toBe(3);
  expect((await effect('&stage=interview')).mails).toBe(2);
  expect((await effect(`&job_category=${encodeURIComponent('営業職')}`)).mails).toBe(1);
  expect((await effect('&stage=documents')).mails).toBe(0);
  const body = '{{addressee}}\n\n弊社の言葉です。\n\n[見る]({{pageUrl}})';
  await call('PUT', '', { ...wordingBody, kind: 'rejection_relay', stage: 'interview', body });
  expect([(await effect('')).mails, (await effect('&stage=interview')).mails]).toEqual([1, 2]);
  // Nearer than a wording for its stage alone, which is nearer than one for its category.
  expect((await effect(`&job_category=${encodeURIComponent('営業職')}`)).mails).toBe(0);
  expect((await effect(`&stage=interview&job_category=${encodeURIComponent('営業職')}`)).mails).toBe(1);
  expect((await effect('', gateway.aoba.key)).mails).toBe(0);
});
