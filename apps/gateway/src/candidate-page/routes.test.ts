import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageBench, startPageBench } from '../testing/candidate-page-fixture.ts';

let bench: PageBench;
beforeAll(async () => {
  bench = await startPageBench();
});
afterAll(() => bench.close());

const unknown = 'A'.repeat(43);
const written = async () =>
  (
    await bench.rows<{ facts: number; outbox: number; links: number }>(
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
])('%s /%s%s answers 200 and changes nothing', async (method, way, query) => {
  const person = await bench.person();
  const before = await written();
  expect((await bench.open(`/${way}/${person.token}${query}`, {}, method)).status).toBe(200);
  expect(await written()).toEqual(before);
});

test('the page says what it is, who sends and who operates, and offers every choice', async () => {
  const page = await (await bench.open(`/c/${(await bench.person()).token}`)).text();
  for (const words of [
    'このページを開くだけで登録されることはありません',
    'Goen 運営事務局',
    '東京都渋谷区神宮前1-2-3',
    '共有する項目',
  ]) {
    expect(page).toContain(words);
  }
  const actions = [...page.matchAll(/name="action" value="([^"]+)"/g)].map(([, action]) => action);
  expect(actions).toEqual([
    'relay.grant',
    'relay.decline',
    'follow_up.grant',
    'follow_up.decline',
    'pause',
    'pause',
    'pause',
    'unsubscribe',
    'erase.ask',
  ]);
});

test('a mail program unsubscribes with one click, once', async () => {
  const person = await bench.person();
  for (const times of [1, 2]) {
    const answer = await bench.submit(`/u/${person.token}`, { 'List-Unsubscribe': 'One-Click' });
    expect([times, answer.status, answer.headers.get('location')]).toEqual([times, 200, null]);
  }
  expect(await bench.decided(person)).toMatchObject([{ kind: 'mail.unsubscribed', data: { via: 'one_click' } }]);
  expect(await bench.nudges(person.caseId)).toBe(1);
  const page = await (await bench.open(`/u/${person.token}`)).text();
  expect(page).toContain('ご案内メールは止まっています。');
});

test('a one-click body may be multipart, as RFC 8058 allows', async () => {
  const person = await bench.person();
  const body = new FormData();
  body.set('List-Unsubscribe', 'One-Click');
  expect((await bench.app.request(`/u/${person.token}`, { method: 'POST', body })).status).toBe(200);
  expect((await bench.decided(person)).map(({ kind }) => kind)).toEqual(['mail.unsubscribed']);
});

test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=Yes'],
  ['application/x-www-form-urlencoded', ''],
  ['application/json', '{"List-Unsubscribe":"One-Click"}'],
  ['multipart/form-data', 'no boundary'],
  ['multipart/form-data; boundary=x', 'not of that form'],
])('a one-click body of %s %j is refused with 422', async (type, body) => {
  const person = await bench.person();
  for (const way of ['u', 'c']) {
    const headers = { 'content-type': type };
    const answer = await bench.app.request(`/${way}/${person.token}`, { method: 'POST', headers, body });
    expect([way, answer.status]).toEqual([way, 422]);
  }
  expect(await bench.decided(person)).toEqual([]);
});

test.each(['c', 'u'])('an unknown or malformed token of /%s is 404, and says what to do', async (way) => {
  for (const token of [unknown, 'short', `${unknown}A`, '%00', '..%2F..%2Fetc']) {
    const got = await bench.open(`/${way}/${token}`, { 'accept-language': 'ja' });
    expect([token, got.status]).toEqual([token, 404]);
    expect(await got.text()).toContain('ページが見つかりません');
    const posted = await bench.submit(`/${way}/${token}`, { action: 'unsubscribe', 'List-Unsubscribe': 'One-Click' });
    expect([token, posted.status]).toEqual([token, 404]);
  }
});

test('a body beyond 16 kB is refused', async () => {
  const person = await bench.person();
  for (const way of ['c', 'u']) {
    const form = { action: 'unsubscribe', 'List-Unsubscribe': 'One-Click', more: 'x'.repeat(16 * 1024) };
    const path = `/${way}/${person.token}`;
    expect((await bench.submit(path, form)).status).toBe(413);
    // The same without a length told beforehand.
    const body = new Blob([new URLSearchParams(form).toString()]).stream();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const chunked = new Request(`http://gateway.test${path}`, { method: 'POST', headers, body, duplex: 'half' });
    expect((await bench.app.request(chunked)).status).toBe(413);
  }
  expect(await bench.decided(person)).toEqual([]);
});

test('every answer keeps the address secret and the page shut', async () => {
  const { token } = await bench.person();
  const answers = await Promise.all([
    bench.open(`/c/${token}`),
    bench.open(`/u/${token}`),
    bench.open(`/c/${unknown}`),
    bench.submit(`/c/${token}`, { action: 'relay.decline' }),
    bench.submit(`/c/${token}`, { action: 'nonsense' }),
    bench.submit(`/c/${token}`, { more: 'x'.repeat(20_000) }),
    bench.submit(`/u/${token}`, { 'List-Unsubscribe': 'One-Click' }),
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
])('a person known to read %j with %j and "%s" is shown %s', async (known, headers, query, expected) => {
  const person = await bench.person();
  await bench.rows('update candidate set locale = ? where id = ?', [known, person.candidateId]);
  const page = await (await bench.open(`/c/${person.token}${query}`, headers)).text();
  expect(page).toContain(`<html lang="${expected}">`);
  // Buttons keep the language, so that the proof is of the text that was read.
  const targets = [...page.matchAll(/action="([^"]+)"/g)].map(([, target]) => target);
  expect(new Set(targets)).toEqual(new Set([`/c/${person.token}?lang=${expected}`]));
});

test('names of companies cannot break out of the page', async () => {
  const person = await bench.person();
  const rename = (name: string) => bench.rows('update company set name = ? where id = ?', [name, bench.hinode.id]);
  await rename('<script>alert(1)</script>"');
  try {
    const page = await (await bench.open(`/c/${person.token}`)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
  } finally {
    await rename('株式会社hinode');
  }
});
