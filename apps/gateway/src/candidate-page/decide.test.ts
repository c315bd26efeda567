import { FollowUpCase, withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../testing/candidate-page-fixture.ts';
import { aReport, someday } from '../testing/gateway-fixture.ts';
import { renderConsentText } from './consent-texts.ts';

let gateway: PageFixture;
beforeAll(async () => {
  gateway = await startPageFixture();
});
afterAll(() => gateway.close());

const company = '株式会社hinode';

test.each([
  [['relay.grant'], ['consent.granted'], '同意しています'],
  [['relay.decline'], ['consent.declined'], '希望しないとのお返事をいただいています'],
  [['relay.grant', 'relay.withdraw'], ['consent.granted', 'consent.withdrawn'], '取り消しました'],
  [['follow_up.grant'], ['consent.granted'], '同意しています'],
  [['follow_up.decline'], ['consent.declined'], '希望しないとのお返事をいただいています'],
  [['follow_up.grant', 'follow_up.withdraw'], ['consent.granted', 'consent.withdrawn'], '取り消しました'],
  [['unsubscribe'], ['mail.unsubscribed'], 'ご案内メールの配信は停止しています。'],
])('%j is recorded once with its evidence, redirects and wakes the case', async (actions, kinds, shown) => {
  const person = await gateway.person();
  for (const action of actions) {
    for (const times of [1, 2]) {
      const answer = await gateway.submit(`/c/${person.token}`, { action });
      expect([times, answer.status]).toEqual([times, 303]);
      expect(answer.headers.get('location')).toBe(`/c/${person.token}?lang=ja&done=${action}`);
    }
  }
  const facts = await gateway.decided(person);
  expect(facts.map(({ kind }) => kind)).toEqual(kinds);
  expect(await gateway.nudges(person.caseId)).toBe(kinds.length);
  expect(await (await gateway.open(`/c/${person.token}?lang=ja`)).text()).toContain(shown);
});

const stoppedTexts = { relay: 'ご紹介のお尋ねも止まっています', follow_up: '停止に伴い、お送りしていません' };
test.each(['relay', 'follow_up'] as const)(
  'a %s consent says that it is stopped after unsubscribing, and can be given again',
  async (consent) => {
    const person = await gateway.person();
    const page = async () => (await gateway.open(`/c/${person.token}?lang=ja`)).text();
    for (const action of [`${consent}.grant`, 'unsubscribe']) await gateway.submit(`/c/${person.token}`, { action });
    expect(await page()).toContain(stoppedTexts[consent]);
    expect(await page()).toContain('ご案内メールの配信は停止しています。');
    await gateway.submit(`/c/${person.token}`, { action: `${consent}.grant` });
    expect(await page()).not.toContain(stoppedTexts[consent]);
    expect(await page()).not.toContain('ご案内メールの配信は停止しています。');
    await gateway.submit(`/c/${person.token}`, { action: 'unsubscribe' });
    expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual([
      'consent.granted',
      'mail.unsubscribed',
      'consent.granted',
      'mail.unsubscribed',
    ]);
  },
);

test('a consent to follow-ups reopens the case that unsubscribing closed, and no other consent does', async () => {
  const person = await gateway.person();
  const readCase = () =>
    gateway.rows('select state, closed_reason, next_step from follow_up_case where id = ?', [person.caseId]);
  await gateway.submit(`/c/${person.token}`, { action: 'unsubscribe' });
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: someday },
      {
        caseId: person.caseId,
        facts: ({ file }) => [
          {
            kind: 'mail.sent',
            at: someday,
            data: {
              n: 1,
              mail: 'rejection',
              rejectionIds: file.facts.flatMap((fact) =>
                fact.kind === 'rejection.reported' ? [fact.data.rejectionId] : [],
              ),
              messageId: 'm',
              date: '2026-11-24',
            },
          },
          { kind: 'suppression.recorded', at: someday, data: {} },
          { kind: 'case.closed', at: someday, data: { reason: 'unsubscribed' } },
        ],
      },
    ),
  );
  await gateway.submit(`/c/${person.token}`, { action: 'relay.decline' });
  expect(await readCase()).toMatchObject([{ state: 'closed', closed_reason: 'unsubscribed' }]);
  await gateway.submit(`/c/${person.token}`, { action: 'follow_up.grant' });
  expect(await readCase()).toEqual([{ state: 'open', closed_reason: null, next_step: 'first_follow_up' }]);
});

test.each(['ja', 'en'] as const)('the evidence names the text shown in %s, and no network address', async (locale) => {
  const person = await gateway.person();
  const from = {
    'x-forwarded-for': '203.0.113.7',
    'user-agent': 'Browser/1',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const path = `/c/${person.token}?lang=${locale}`;
  await gateway.submit(path, { action: 'relay.grant' }, from);
  await gateway.submit(path, { action: 'follow_up.grant' }, from);
  for (const fact of await gateway.decided(person)) {
    const consent = fact.data.consent === 'relay' ? 'relay' : 'follow_up';
    const shown = renderConsentText(consent, locale, {
      company,
      contact: 'saiyo@hinode.example.jp',
      operatorName: 'Goen 運営事務局',
      operator: null,
      followUpMonths: [6, 12],
    });
    const { version, hash } = shown;
    expect(fact.data).toEqual({
      consent,
      evidence: { method: 'page', textVersion: version, textHash: hash, locale },
    });
    // The words themselves are kept beside the hash.
    expect(await gateway.rows('select version, paragraphs from consent_text where hash = ?', [hash])).toEqual([
      { version, paragraphs: [...shown.paragraphs] },
    ]);
  }
  expect((await gateway.decided(person)).length).toBe(2);
});

test('a relay consent can be renewed once it is nine months old', async () => {
  const person = await gateway.person();
  const page = async () => (await gateway.open(`/c/${person.token}?lang=ja`)).text();
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  gateway.clock.now = new Date('2027-08-23T11:00:00+09:00');
  expect(await page()).not.toContain('もう12か月');
  gateway.clock.now = new Date('2027-08-24T11:00:00+09:00');
  expect(await page()).toContain('もう12か月');
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual(['consent.granted', 'consent.granted']);
  expect(await page()).not.toContain('もう12か月');
  gateway.clock.now = someday;
});

test('concurrent identical decisions are one fact', async () => {
  const person = await gateway.person();
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => gateway.submit(`/c/${person.token}`, { action: 'relay.grant' })),
  );
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual(['consent.granted']);
  expect(await gateway.nudges(person.caseId)).toBe(1);
});

test('a pause of each length ends on a date in Tokyo, and can be ended early', async () => {
  const person = await gateway.person();
  const path = `/c/${person.token}`;
  for (const months of ['1', '1', '3', '6']) await gateway.submit(path, { action: 'pause', months });
  expect((await gateway.decided(person)).map(({ data }) => data)).toEqual([
    { until: '2026-12-24' },
    { until: '2027-02-24' },
    { until: '2027-05-24' },
  ]);
  expect(await (await gateway.open(path)).text()).toContain('2027年5月24日まで停止中です。');
  for (const times of [1, 2])
    expect([times, (await gateway.submit(path, { action: 'resume' })).status]).toEqual([times, 303]);
  expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual([
    'case.paused',
    'case.paused',
    'case.paused',
    'case.resumed',
  ]);
  expect(await (await gateway.open(path)).text()).not.toContain('停止中です。');
});

test.each([
  { action: 'pause', months: '2' },
  { action: 'pause' },
  { action: 'erase' },
  { action: 'erase', confirm: 'no' },
  { action: 'relay.lapse' },
  {},
])('the form %j is refused and changes nothing', async (form) => {
  const person = await gateway.person();
  const answer = await gateway.submit(`/c/${person.token}`, form);
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('受け付けできませんでした');
  expect(await gateway.decided(person)).toEqual([]);
  expect(await gateway.nudges(person.caseId)).toBe(0);
});

test('relay consent is ignored for a company that does not take part in the relay', async () => {
  const person = await gateway.person();
  const set = (part: string) =>
    gateway.rows('update company set settings = settings || ?::jsonb where id = ?', [part, gateway.hinode.id]);
  await set('{"takesPartInRelay": false}');
  try {
    expect(await (await gateway.open(`/c/${person.token}`)).text()).not.toContain('relay.grant');
    await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
    expect(await gateway.decided(person)).toEqual([]);
  } finally {
    await set('{"takesPartInRelay": true}');
  }
});

test('erasure asks for confirmation, then deletes name and address; later decisions record nothing', async () => {
  const person = await gateway.person({ candidate: { emails: [{ value: 'kieru@example.jp', type: 'personal' }] } });
  const path = `/c/${person.token}`;
  const asked = await gateway.submit(path, { action: 'erase.ask' });
  expect([asked.status, await gateway.decided(person)]).toEqual([200, []]);
  expect(await asked.text()).toContain('本当に削除しますか');

  expect((await gateway.submit(path, { action: 'erase', confirm: 'yes' })).status).toBe(303);
  expect(await gateway.nudges(person.caseId)).toBe(1);
  const [row] = await gateway.rows<Record<string, unknown>>('select * from candidate where id = ?', [
    person.candidateId,
  ]);
  expect(row).toMatchObject({
    family_name: null,
    given_name: null,
    full_name: null,
    email: null,
    emails: [],
    phones: [],
  });
  const everything = await Promise.all(
    [
      'candidate',
      'application',
      'candidate_tag',
      'follow_up_case',
      'rejection',
      'fact',
      'outbox',
      'idempotency_key',
    ].map((table) => gateway.rows<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t`)),
  );
  expect(JSON.stringify(everything)).not.toContain('kieru@');
  expect(await gateway.rows('select 1 from candidate_tag where candidate_id = ?', [person.candidateId])).toEqual([]);

  for (const form of [{ action: 'erase', confirm: 'yes' }, { action: 'erase.ask' }, { action: 'relay.grant' }]) {
    expect((await gateway.submit(path, form as Record<string, string>)).status).toBe(303);
  }
  const oneClick = await gateway.submit(`/u/${person.token}`, { 'List-Unsubscribe': 'One-Click' });
  expect(oneClick.status).toBe(200);
  expect((await gateway.decided(person)).map(({ kind }) => kind)).toEqual(['erasure.requested']);
  for (const prefix of ['c', 'u']) {
    const page = await (await gateway.open(`/${prefix}/${person.token}`)).text();
    expect(page).toContain('データを削除しました');
    expect(page).not.toMatch(/<form|髙橋|由紀/);
  }
});

test('a link of a closed case decides on the open case of the same person', async () => {
  const body = aReport();
  const old = await gateway.linkTo((await gateway.report(body)).case_id);
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    em.nativeUpdate(FollowUpCase, { id: old.caseId }, { state: 'closed', closedReason: 'completed' }),
  );
  const again = {
    ...body,
    application: { ...body.application, remote_id: 'A-again', rejected_at: someday.toISOString() },
  };
  const open = await gateway.linkTo((await gateway.report(again)).case_id);
  expect([open.candidateId, open.caseId === old.caseId]).toEqual([old.candidateId, false]);

  const mayBeMailed = async () =>
    (await gateway.rows('select 1 from candidate where id = ? and may_be_mailed', [open.candidateId])).length === 1;
  expect(await mayBeMailed()).toBe(true);
  await gateway.submit(`/c/${old.token}`, { action: 'pause', months: '3' });
  await gateway.submit(`/c/${old.token}`, { action: 'relay.grant' });
  expect(await mayBeMailed()).toBe(false);
  const decided = (await gateway.decided(open)).filter(
    ({ kind }) => kind === 'case.paused' || kind === 'consent.granted',
  );
  expect(decided.map(({ kind, case_id }) => [kind, case_id])).toEqual([
    ['case.paused', open.caseId],
    ['consent.granted', open.caseId],
  ]);
  expect([await gateway.nudges(open.caseId), await gateway.nudges(old.caseId)]).toEqual([2, 0]);
  for (const { token } of [old, open]) {
    const page = await (await gateway.open(`/c/${token}`)).text();
    expect(page).toContain('2027年2月24日まで停止中です。');
    expect(page).toContain('同意しています');
  }
  await gateway.submit(`/c/${old.token}`, { action: 'resume' });
  expect(await mayBeMailed()).toBe(true);
});
