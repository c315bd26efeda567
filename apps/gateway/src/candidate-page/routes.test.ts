import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../testing/candidate-page-fixture.ts';

let gateway: PageFixture;
beforeAll(async () => {
  gateway = await startPageFixture();
});
afterAll(() => gateway.close());

const unknown = 'A'.repeat(43);
const countRows = async () =>
  (
    await gateway.rows<{ facts: number; outbox: number; links: number }>(
      'select (select count(*) from fact)::int facts, (select count(*) from outbox)::int outbox, (select count(*) from candidate_link)::int links',
    )
  )[0];

test.each([
  ['GET', 'c', ''],
  ['HEAD', 'c', ''],
  ['GET', 'c', '?done=relay.grant'],
  ['GET', 'c', '?action=unsubscribe&List-Unsubscribe=One-Click'],
  ['GET', 'u', ''],
  ['HEAD', 'u', ''],
])('%s /%s%s returns 200 and changes nothing', async (method, prefix, query) => {
  const person = await gateway.person();
  const before = await countRows();
  expect((await gateway.open(`/${prefix}/${person.token}${query}`, {}, method)).status).toBe(200);
  expect(await countRows()).toEqual(before);
});

test('the page names its purpose, the sender and the operator, and offers every choice', async () => {
  const page = await (await gateway.open(`/c/${(await gateway.person()).token}`)).text();
  for (const words of [
    'このページを開くだけで登録されることはありません',
    'Goen 運営事務局',
    '東京都渋谷区神宮前1-2-3',
    '登録する項目',
  ]) {
    expect(page).toContain(words);
  }
  const actions = [...page.matchAll(/name="action" value="([^"]+)"/g)].map(([, action]) => action);
  expect(actions).toEqual([
    'relay.grant',
    'relay.decline',
    'follow_up.grant',
    'follow_up.decline',
    'correct',
    'preferences',
    'pause',
    'pause',
    'pause',
    'unsubscribe',
    'erase.ask',
    'complain',
  ]);
});

test('a mail program unsubscribes with one click, once', async () => {
  const person = await gateway.person();
  for (const times of [1, 2]) {
    const answer = await gateway.submit(`/u/${person.token}`, { 'List-Unsubscribe': 'One-Click' });
    expect([times, answer.status, answer.headers.get('location')]).toEqual([times, 200, null]);
  }
  expect(await gateway.decided(person)).toMatchObject([{ kind: 'mail.unsubscribed', data: { via: 'one_click' } }]);
  expect(await gateway.nudges(person.caseId)).toBe(1);
  const page = await (await gateway.open(`/u/${person.token}`)).text();
  expect(page).toContain('ご案内メールの配信は停止しています。');
});

const multipart = '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
test.each<[string | null, string | null]>([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click\r\n'],
  ['application/x-www-form-urlencoded', 'list-unsubscribe=one-click'],
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=Yes'],
  ['application/x-www-form-urlencoded', '%00=%ff&&'],
  ['application/x-www-form-urlencoded', ''],
  ['multipart/form-data; boundary=x', multipart],
  ['multipart/form-data', 'no boundary'],
  ['multipart/form-data; boundary=x', 'not multipart'],
  ['text/plain', 'List-Unsubscribe=One-Click'],
  ['application/json', '{"List-Unsubscribe":"One-Click"}'],
  ['application/json', '{"List-Unsub'],
  ['application/octet-stream', '\0'],
  ['no media type', 'List-Unsubscribe=One-Click'],
  [null, null],
  ['text/plain', 'x'.repeat(1024 * 1024)],
])('one click unsubscribes whatever the mail program posts as %s', async (type, body) => {
  const person = await gateway.person();
  const headers = type === null ? {} : { 'content-type': type };
  const answer = await gateway.app.request(`/u/${person.token}`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
  expect(await gateway.decided(person)).toMatchObject([{ kind: 'mail.unsubscribed', data: { via: 'one_click' } }]);
});

test.each([
  ['application/x-www-form-urlencoded', ''],
  ['application/json', '{"action":"unsubscribe"}'],
  ['multipart/form-data', 'no boundary'],
  ['multipart/form-data; boundary=x', 'not multipart'],
])('a decision on the page of %s %j is refused with 422', async (type, body) => {
  const person = await gateway.person();
  const headers = { 'content-type': type };
  const answer = await gateway.app.request(`/c/${person.token}`, { method: 'POST', headers, body });
  expect(answer.status).toBe(422);
  expect(await gateway.decided(person)).toEqual([]);
});

test.each(['c', 'u'])('an unknown or malformed token under /%s is 404 with advice', async (prefix) => {
  for (const token of [unknown, 'short', `${unknown}A`, '%00', '..%2F..%2Fetc']) {
    const opened = await gateway.open(`/${prefix}/${token}`, { 'accept-language': 'ja' });
    expect([token, opened.status]).toEqual([token, 404]);
    expect(await opened.text()).toContain('ページが見つかりません');
    const posted = await gateway.submit(`/${prefix}/${token}`, {
      action: 'unsubscribe',
      'List-Unsubscribe': 'One-Click',
    });
    expect([token, posted.status]).toEqual([token, 404]);
  }
});

const swapCase = (text: string) => text.replaceAll(/[a-z]/gi, (c) => (c < 'a' ? c.toLowerCase() : c.toUpperCase()));
test.each<[string, (token: string, other: string) => string]>([
  ['without its end', (token) => token.slice(0, -1)],
  ['with a character more', (token) => `${token}A`],
  ['with its last character changed', (token) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
  ['in other capitals', swapCase],
  ['backwards', (token) => token.split('').toReversed().join('')],
  ['put together from two', (token, other) => token.slice(0, 20) + other.slice(20)],
])('a token %s opens and decides nothing', async (_name, change) => {
  const [person, other] = [await gateway.person(), await gateway.person()];
  const token = change(person.token, other.token);
  for (const prefix of ['c', 'u']) {
    expect((await gateway.open(`/${prefix}/${token}`)).status).toBe(404);
    const fields = { action: 'unsubscribe', 'List-Unsubscribe': 'One-Click' };
    expect((await gateway.submit(`/${prefix}/${token}`, fields)).status).toBe(404);
  }
  expect([await gateway.decided(person), await gateway.decided(other)]).toEqual([[], []]);
});

/** Node's fetch asks for it; the types of browsers do not know it. */
const halfDuplex = { duplex: 'half' };

test('a form over 16 kB is refused', async () => {
  const person = await gateway.person();
  const form = { action: 'unsubscribe', more: 'x'.repeat(16 * 1024) };
  const path = `/c/${person.token}`;
  expect((await gateway.submit(path, form)).status).toBe(413);
  // The same without a declared length.
  const body = new Blob([new URLSearchParams(form).toString()]).stream();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const chunked = new Request(`http://gateway.test${path}`, { method: 'POST', headers, body, ...halfDuplex });
  expect((await gateway.app.request(chunked)).status).toBe(413);
  expect(await gateway.decided(person)).toEqual([]);
});

test('every response keeps the URL secret and loads nothing external', async () => {
  const { token } = await gateway.person();
  const answers = await Promise.all([
    gateway.open(`/c/${token}`),
    gateway.open(`/u/${token}`),
    gateway.open(`/c/${unknown}`),
    gateway.submit(`/c/${token}`, { action: 'relay.decline' }),
    gateway.submit(`/c/${token}`, { action: 'nonsense' }),
    gateway.submit(`/c/${token}`, { more: 'x'.repeat(20_000) }),
    gateway.submit(`/u/${token}`, { 'List-Unsubscribe': 'One-Click' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 303, 422, 413, 200]);
  for (const { headers } of answers) {
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
  }
});

test.each([
  [null, {}, '', 'ja'],
  [null, { 'accept-language': 'en-GB,en;q=0.9' }, '', 'en'],
  [null, { 'accept-language': 'fr' }, '', 'ja'],
  ['en', { 'accept-language': 'ja' }, '', 'en'],
  ['ja', { 'accept-language': 'en' }, '', 'ja'],
  ['ja', {}, '?lang=en', 'en'],
  ['en', {}, '?lang=xx', 'en'],
])('a person with the language %j who sends %j and "%s" is shown %s', async (known, headers, query, expected) => {
  const person = await gateway.person();
  await gateway.rows('update candidate set locale = ? where id = ?', [known, person.candidateId]);
  const page = await (await gateway.open(`/c/${person.token}${query}`, headers)).text();
  expect(page).toContain(`<html lang="${expected}">`);
  // Buttons keep the language, so that the evidence names the text that was read.
  const targets = [...page.matchAll(/action="([^"]+)"/g)].map(([, target]) => target);
  expect(new Set(targets)).toEqual(new Set([`/c/${person.token}?lang=${expected}`]));
});

test('a company name cannot inject markup', async () => {
  const person = await gateway.person();
  const rename = (name: string) => gateway.rows('update company set name = ? where id = ?', [name, gateway.hinode.id]);
  await rename('<script>alert(1)</script>"');
  try {
    const page = await (await gateway.open(`/c/${person.token}`)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
  } finally {
    await rename('株式会社hinode');
  }
});

test('unknown form fields are ignored, and other methods are 405', async () => {
  const person = await gateway.person();
  const answer = await gateway.submit(`/c/${person.token}`, { action: 'relay.decline', utm_source: 'mail' });
  expect([answer.status, (await gateway.decided(person)).map(({ kind }) => kind)]).toEqual([303, ['consent.declined']]);
  const deleted = await gateway.open(`/c/${person.token}`, {}, 'DELETE');
  expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});
