import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { GatewayApp } from '../../http/gateway-app.ts';
import { createGatewayApp } from '../../start-gateway.ts';
import { aReport, type GatewayFixture, someday, startGatewayFixture } from '../../testing/gateway-fixture.ts';
import { startMailServiceProcess } from '../../testing/mail-service-process.ts';

let gateway: GatewayFixture;
let mail: Awaited<ReturnType<typeof startMailServiceProcess>>;
let app: GatewayApp;
let link: string;
beforeAll(async () => {
  [gateway, mail] = await Promise.all([startGatewayFixture(), startMailServiceProcess()]);
  app = createGatewayApp({ ...gateway.context, mail: mail.address }, { operatorName: 'Goen', trustedProxies: 1 }, {});
  link = new URL((await readTemplate()).link.url).pathname;
});
beforeEach(() => {
  gateway.clock.now = someday;
});
afterAll(async () => {
  await mail?.close();
  await gateway?.close();
});

const api = async (path: string, body?: object): Promise<unknown> => {
  const headers = { authorization: `Bearer ${gateway.hinode.key}`, 'content-type': 'application/json' };
  const answer = await app.request(path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers });
  expect(answer.status).toBe(200);
  return answer.json();
};
type Template = { text: string; link: { url: string }; fields: { known: boolean }[]; notes: string[] };
const readTemplate = async (query = '') => (await api(`/v1/relay-template${query}`)) as Template;
const open = (path: string) => Promise.resolve(app.request(path));
let networks = 0;
const submit = (path: string, fields: Record<string, string>, network = `203.0.113.${(networks += 1)}`) =>
  Promise.resolve(
    app.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-forwarded-for': `192.0.2.1, ${network}` },
    }),
  );
const person = (email: string, more: Record<string, string> = {}) => ({
  family_name: '登録',
  given_name: '花子',
  email,
  job: 'エンジニア',
  prefecture: '東京都',
  skills: 'TypeScript、React',
  ...more,
});
const findConfirmation = async (email: string): Promise<string> => {
  const [last] = (await mail.inbox(email)).toReversed();
  const [url] = /http:\/\/gateway\.test\/r\/confirm\/[\w-]+\?lang=\w+/.exec(JSON.stringify(last)) ?? [];
  if (!url) throw new Error('No confirmation mail');
  return url.replace('http://gateway.test', '');
};
const countStored = async () =>
  (
    await gateway.rows<{ registrations: number; candidates: number; facts: number; links: number }>(
      `select (select count(*) from registration)::int registrations, (select count(*) from candidate)::int candidates,
         (select count(*) from fact)::int facts, (select count(*) from candidate_link)::int links`,
    )
  )[0];
const ask = async (email: string, more: Record<string, string> = {}) => {
  const answer = await submit(link, person(email, more));
  expect(answer.status).toBe(200);
  return findConfirmation(email);
};

test('the template has the link, the identity, and the merge fields that are known', async () => {
  const { text, link: shown, fields } = await readTemplate('?ats=greenhouse&locale=en');
  for (const words of [shown.url, '{{CANDIDATE_NAME}}', '{{JOB_NAME}}', '東京都渋谷区神宮前1-2-3', 'Goen']) {
    expect(text).toContain(words);
  }
  expect(fields.every(({ known }) => known)).toBe(true);
  const japanese = await readTemplate('?ats=hrmos');
  expect(japanese.text).toContain('【候補者名】');
  expect(japanese.notes.join(' ')).toContain('Replace the marked places');
});

test('the form says beforehand who sees what, and works without script', async () => {
  const answer = await open(`${link}?lang=ja&a=A-1`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const page = await answer.text();
  for (const words of [
    'お名前とメールアドレスを閲覧します',
    '登録は任意',
    '30日以内',
    'name="a" value="A-1"',
    '東京都渋谷区',
  ]) {
    expect(page).toContain(words);
  }
  expect(page).not.toContain('<script');
  expect(page).not.toContain('checked');
  expect((await open('/r/hinode-0123456789abcdef')).status).toBe(404);
});

test('a form with faults comes back with what was entered, and mails nothing', async () => {
  const answer = await submit(link, person('not an address', { family_name: ' ', job: '<b>&' }));
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain('aria-describedby="family_name-fault"');
  expect(page).toContain('id="email-fault"');
  expect(page).toContain('value="&lt;b&gt;&amp;"');
});

test('a hint of the link that is none is left out, and keeps nobody from registering', async () => {
  const path = await ask('long-hint@example.jp', { a: 'x'.repeat(101) });
  expect((await submit(path, { action: 'register' })).status).toBe(303);
  const hints = await gateway.rows(
    `select r.application_id from registration r join candidate c on c.id = r.candidate_id
     where c.email = 'long-hint@example.jp'`,
  );
  expect(hints).toEqual([{ application_id: null }]);
});

test('nothing is stored before the address is confirmed; then the person has a page, and the company a registration', async () => {
  const before = await countStored();
  const path = await ask('confirmed@example.jp');
  expect(await countStored()).toEqual(before);
  const [message] = await mail.inbox('confirmed@example.jp');
  expect(JSON.stringify(message)).not.toContain('花子');
  for (let times = 0; times < 2; times += 1) {
    const page = await (await open(path)).text();
    expect(page).toContain('confirmed@example.jp');
    expect(page).toContain('同意して登録する');
  }
  expect((await submit(path, {})).status).toBe(422);
  expect(await countStored()).toEqual(before);
  const done = await submit(path, { action: 'register' });
  expect([done.status, done.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/c\/[\w-]{43}\?lang=ja&done=registration$/),
  ]);
  const own = await (await open(done.headers.get('location') ?? '')).text();
  expect(own).toContain('登録を受け付けました');
  expect(own).toContain('2026年12月24日までに確認が取れない場合');
  const again = await submit(path, { action: 'register' });
  expect(again.headers.get('location')?.split('?')[0]).toBe(done.headers.get('location')?.split('?')[0]);
  expect(await (await open(path)).text()).toContain('すでに登録されています');
  expect(await countStored()).toMatchObject({ registrations: (before?.registrations ?? 0) + 1 });
  const [fact] = await gateway.rows<{ data: object }>(
    `select data from fact where kind = 'consent.granted' order by seq desc limit 1`,
  );
  expect(fact?.data).toMatchObject({ consent: 'relay', evidence: { method: 'page', locale: 'ja' } });
});

test('who waits for their confirmation can withdraw, on whatever basis the company keeps its applicants', async () => {
  const keeping = { basis: null, notices: [], unconfirmed: false, statedAt: null };
  const set = (settings: string) => gateway.rows(`update company set settings = ${settings}`);
  await set(`settings || '${JSON.stringify({ keeping })}'`);
  const path = await ask('waiting@example.jp');
  const done = await submit(path, { action: 'register' });
  const own = await (await open(done.headers.get('location') ?? '')).text();
  expect(own).toContain('value="relay.withdraw"');
  expect(own).toContain('ご登録の際にご入力いただいた');
  expect(own).toContain('お預かりする期間：2026年12月24日まで');
  expect(own).not.toContain('選考結果をお知らせするためだけに使い');
  await set(`settings - 'keeping'`);
});

test('the link of a registration that was refused no longer says that they are registered', async () => {
  const path = await ask('refused-later@example.jp');
  await submit(path, { action: 'register' });
  await gateway.rows(
    `update registration set state = 'refused'
     where candidate_id = (select id from candidate where email = 'refused-later@example.jp')`,
  );
  const before = await countStored();
  expect((await open(path)).status).toBe(404);
  expect((await submit(path, { action: 'register' })).status).toBe(404);
  expect(await countStored()).toEqual(before);
});

test('the answer never tells who is known, and an address gets one mail a day', async () => {
  await gateway.post(
    '/v1/rejections',
    aReport({ candidate: { emails: [{ value: 'known@example.jp', type: 'personal' }] } }),
  );
  const toText = async (email: string) => (await submit(link, person(email))).text();
  const [known, unknown] = [await toText('known@example.jp'), await toText('unknown@example.jp')];
  expect(known).toBe(unknown);
  expect(await toText('Known@example.jp')).toBe(unknown);
  expect(await mail.inbox('known@example.jp')).toHaveLength(1);
  gateway.clock.now = new Date(someday.getTime() + 24 * 3_600_000);
  await toText('known@example.jp');
  expect(await mail.inbox('known@example.jp')).toHaveLength(2);
});

test('while mails cannot be sent the page says so, and a retry is possible', async () => {
  // Its mail-service does not answer.
  const cutOff = createGatewayApp(gateway.context, { operatorName: 'Goen' }, {});
  const send = (to: GatewayApp) =>
    Promise.resolve(to.request(link, { method: 'POST', body: new URLSearchParams(person('retry@example.jp')) }));
  expect((await send(cutOff)).status).toBe(503);
  expect((await send(app)).status).toBe(200);
  expect(await mail.inbox('retry@example.jp')).toHaveLength(1);
});

test('a network has so many mails per hour, whatever it claims to be', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 31; n += 1) {
    statuses.push((await submit(link, person(`network-${n}@example.jp`), '198.51.100.9')).status);
  }
  expect(statuses.filter((status) => status === 200)).toHaveLength(30);
  expect(statuses.at(-1)).toBe(429);
});

test('a link of the mail ends after 72 hours, and a changed one is none', async () => {
  const path = await ask('slow@example.jp');
  gateway.clock.now = new Date(someday.getTime() + 73 * 3_600_000);
  expect((await open(path)).status).toBe(410);
  expect((await submit(path, { action: 'register' })).status).toBe(410);
  const changed = path.replace(/(?<=confirm\/.{30})./, (character) => (character === 'A' ? 'B' : 'A'));
  expect((await open(changed)).status).toBe(404);
});

test('a test registration shows the same pages and stores nothing', async () => {
  const before = await countStored();
  expect(await api('/v1/relay-template/test', { to: 'recruiter@example.jp', locale: 'ja' })).toMatchObject({
    status: 'sent',
  });
  const [message] = await mail.inbox('recruiter@example.jp');
  expect(JSON.stringify(message)).toContain('【テスト】');
  const path = await findConfirmation('recruiter@example.jp');
  expect(await (await open(path)).text()).toContain('採用担当者さまのテスト');
  expect((await submit(path, { action: 'register' })).status).toBe(200);
  expect(await countStored()).toEqual(before);
});

test('the body of the mail is gone once it is sent', async () => {
  await ask('gone@example.jp');
  expect(await mail.bodies('registration_confirmation')).toBe(0);
});

test('page and template name the operator as the licence does: of equal ones, the one recorded last', async () => {
  expect((await readTemplate()).text).toContain('運営：Goen');
  for (const [name, at] of [
    ['株式会社ご縁', '2026-11-02'],
    ['株式会社旧ご縁', '2026-11-01'],
  ]) {
    await gateway.rows(
      `insert into operator_licence (id, number, kind, expires_on, operator_name, created_at)
       values (gen_random_uuid(), '13-ユ-300001', '有料職業紹介事業', '2030-01-01', ?, ?)`,
      [name, at],
    );
  }
  const named = '株式会社ご縁（有料職業紹介事業 許可番号 13-ユ-300001）';
  expect((await readTemplate()).text).toContain(`運営：${named}`);
  expect(await (await open(`${link}?lang=ja`)).text()).toContain('<dd>株式会社ご縁<br>');
  await gateway.rows('delete from operator_licence');
});

test('a rotated link replaces the old one', async () => {
  const rotated = (await api('/v1/registration-link/rotation', { keep_old_days: 0 })) as { url: string };
  expect((await open(link)).status).toBe(404);
  link = new URL(rotated.url).pathname;
  expect((await open(link)).status).toBe(200);
  expect((await readTemplate()).link.url).toBe(rotated.url);
});
