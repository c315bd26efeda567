import { withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import { noBasis } from '@goen/contracts/internal';
import { poolPage } from '@goen/contracts/public';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type PageFixture, type Person, startPageFixture } from '../testing/candidate-page-fixture.ts';
import { settings, someday } from '../testing/gateway-fixture.ts';

let fixture: PageFixture;
beforeAll(async () => {
  fixture = await startPageFixture();
});
afterAll(() => fixture?.close());
afterEach(async () => {
  fixture.clock.now = someday;
  await set(settings);
});

const notice = {
  version: '第3版',
  text: '不採用となった方の情報を12か月間保管します。',
  link: 'https://hinode.example.jp/privacy',
  since: '2026-04-01',
};
const byNotice = { basis: 'notice', notices: [notice], unconfirmed: false, statedAt: null };
const byConsent = { ...noBasis, basis: 'consent' };

const set = (change: object) =>
  fixture.rows('update company set settings = settings || ?::jsonb', [JSON.stringify(change)]);
const read = async ({ token }: Person, lang = 'ja') => (await fixture.open(`/c/${token}?lang=${lang}`)).text();
const press = ({ token }: Person, action: string) => fixture.submit(`/c/${token}`, { action });
const record = ({ caseId }: Person, kind: 'mail.sent', data: object) =>
  withCompany(fixture.orm, fixture.hinode.id, (em) =>
    recordFacts({ em, now: someday }, { caseId, facts: { kind, at: someday, data: data as never } }),
  );
const answered = async (person: Person) => {
  const [rejection] = await fixture.rows<{ id: string }>('select id from rejection where case_id = ?', [person.caseId]);
  const ids = [rejection?.id ?? ''];
  await record(person, 'mail.sent', { n: 1, mail: 'rejection', rejectionIds: ids, messageId: 'm', date: '2026-11-24' });
  return ids;
};

describe('what the page says about the keeping of details', () => {
  test.each<[string, object, RegExp[], RegExp[]]>([
    [
      'by a notice',
      byNotice,
      [/第3版、2026年4月1日から適用/, /hinode\.example\.jp\/privacy/, /2027年12月24日まで/, /relay\.grant/],
      [/続ける/],
    ],
    ['by consent, not given', byConsent, [/2026年12月24日に削除/, /同意された場合は/, /relay\.grant/], [/続ける/]],
    ['without a basis', noBasis, [/2026年12月24日に削除/], [/relay\.grant/, /follow_up\.grant/, /同意された場合は/]],
    [
      'not confirmed',
      { ...byNotice, notices: [], unconfirmed: true },
      [/ご応募の際に取得した/],
      [/まで。その後、削除/],
    ],
  ])('%s', async (_what, keeping, shown, hidden) => {
    await set({ keeping });
    const person = await fixture.person();
    await answered(person);
    const page = await read(person);
    for (const words of shown) expect(page).toMatch(words);
    for (const words of hidden) expect(page).not.toMatch(words);
  });

  test('without a basis nothing can be consented to', async () => {
    await set({ keeping: noBasis });
    const person = await fixture.person();
    await press(person, 'relay.grant');
    expect(await fixture.decided(person)).toEqual([]);
  });
});

test('the question comes with the mail that asks it; a yes renews once, with its evidence', async () => {
  await set({ keeping: byNotice });
  const person = await fixture.person();
  const ids = await answered(person);
  await press(person, 'keeping.renew');
  expect((await fixture.decided(person)).map(({ kind }) => kind)).toEqual(['mail.sent']);
  await record(person, 'mail.sent', {
    n: 2,
    mail: 'second_follow_up',
    rejectionIds: ids,
    messageId: 'm',
    date: '2027-11-24',
  });
  expect(await read(person)).toMatch(/さらに12か月お預かりしてよろしいでしょうか/);
  expect(await read(person, 'en')).toMatch(/Keep my details/);
  for (let times = 0; times < 2; times += 1) await press(person, 'keeping.renew');
  const renewals = (await fixture.decided(person)).filter(({ kind }) => kind === 'keeping.renewed');
  expect(renewals.map(({ data }) => data)).toEqual([
    { until: '2028-12-24', evidence: expect.objectContaining({ textVersion: 'keeping-ja-2026-12', method: 'page' }) },
  ]);
  const page = await read(person);
  expect(page).toMatch(/2028年12月24日まで/);
  expect(page).not.toMatch(/keeping\.renew/);
  expect(await fixture.nudges(person.caseId)).toBeGreaterThan(0);
});

test('the page tells unsubscribed candidates that no mail will announce the erasure', async () => {
  await set({ keeping: byNotice });
  const person = await fixture.person();
  await answered(person);
  expect(await read(person)).not.toMatch(/メールではお知らせしません/);
  await fixture.submit(`/c/${person.token}`, { action: 'unsubscribe', confirm: 'yes' });
  expect(await read(person)).toMatch(/2027年12月24日まで[^§]*メールではお知らせしません[^§]*60日前/);
  expect(await read(person, 'en')).toMatch(/no email announces the deletion/);
});

test.each<[string, object, string, RegExp | null]>([
  ['any time', { months: 0, categories: [] }, 'ja', /いつでも、あらためてご応募いただけます/],
  ['by category', { months: 6, categories: [{ category: 'ENGINEER', months: 12 }] }, 'ja', /2027年11月24日以降に/],
  ['by default', { months: 6, categories: [] }, 'en', /from 24 May 2027/],
])('from when one may apply again: %s', async (_what, reapplication, lang, words) => {
  await set({ reapplication });
  const person = await fixture.person();
  expect(await read(person, lang)).toMatch(words ?? /./);
});

test('the pool shows until when people are kept, who leaves soon, and nobody kept for the result only', async () => {
  const listIds = async (query: string) =>
    poolPage.parse(await (await fixture.request(`/v1/candidates?limit=200${query}`)).json()).items;
  await set({ keeping: byNotice });
  const kept = await fixture.person();
  await set({ keeping: noBasis });
  const resultOnly = await fixture.person();
  const items = await listIds('');
  expect(items.find(({ id }) => id === kept.candidateId)).toMatchObject({ keep_until: '2027-12-24' });
  expect(items.map(({ id }) => id)).not.toContain(resultOnly.candidateId);
  const leavesSoon = async () => (await listIds('&leaves_within_days=30')).map(({ id }) => id);
  expect(await leavesSoon()).not.toContain(kept.candidateId);
  await fixture.rows(`update candidate set keep_until = (now() at time zone 'Asia/Tokyo')::date + 20 where id = ?`, [
    kept.candidateId,
  ]);
  expect(await leavesSoon()).toContain(kept.candidateId);
});
