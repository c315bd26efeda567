import { Introduction, withCompany, withRelay } from '@goen/case-store';
import { refreshPoolProfile } from '@goen/cases';
import { describeConditions } from '@goen/contracts/internal';
import { appendIntroductionFact } from '@goen/relay';
import { seedFacts, someConditions } from '@goen/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startIntroductionFixture } from '../testing/introduction-fixture.ts';
import { renderIntroductionText } from './consent-texts.ts';
import { toIntroductionRequest } from './introductions.ts';

let gateway: Awaited<ReturnType<typeof startIntroductionFixture>>;
beforeAll(async () => {
  gateway = await startIntroductionFixture();
});
afterAll(() => gateway.close());

const kindsOf = async (id: string) => (await gateway.factsOf(id)).map(({ kind }) => kind);
const page = async (token: string) => (await gateway.open(`/c/${token}?lang=ja`)).text();

it.each([
  ['introduction.accept', 'candidate.accepted', 'ご紹介を進めます'],
  ['introduction.decline', 'candidate.declined', 'ご紹介はいたしません'],
])(
  '%s is recorded once, with the text that was shown, and wakes the introduction',
  async (action, kind, confirmation) => {
    const person = await gateway.person();
    const id = await gateway.introduction(person, 'asked');
    const before = await gateway.wakes(id);
    const shown = await page(person.token);
    expect(shown).toContain('株式会社aobaの「決済エンジニア」の求人に、ご紹介してよいか');
    expect(shown).toContain('Payments &amp; &lt;more&gt;');
    for (const { label, text } of describeConditions(someConditions, 'ja')) {
      expect(shown).toContain(`<dt>${label}</dt><dd>${text}</dd>`);
    }
    expect(shown).toContain('お返事の期限：2026年12月8日');
    for (let times = 0; times < 2; times += 1) {
      const answer = await gateway.submit(`/c/${person.token}?lang=ja`, { action, introduction: id });
      expect(answer.status).toBe(303);
      expect(await (await gateway.open(answer.headers.get('location') ?? '')).text()).toContain(confirmation);
    }
    const about = { company: '株式会社aoba', position: '決済エンジニア', url: null, description: null };
    const request = toIntroductionRequest({ ...about, conditions: someConditions }, '株式会社hinode');
    const { version, hash } = renderIntroductionText('ja', request);
    const facts = await gateway.factsOf(id);
    expect(facts.slice(1)).toEqual([
      { kind, data: { evidence: { method: 'page', textVersion: version, textHash: hash, locale: 'ja' } } },
    ]);
    expect(await gateway.wakes(id)).toBe(before + 1);
    expect(await page(person.token)).not.toContain('ご紹介してよいか');
  },
);

it('after a permanent no, the company is never matched with the person again', async () => {
  const person = await gateway.person();
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await withCompany(gateway.orm, gateway.hinode.id, async (em) => {
    const caseKeys = { id: person.caseId, companyId: gateway.hinode.id, candidateId: person.candidateId };
    await seedFacts(em, caseKeys, { kind: 'referral.made', at: gateway.clock.now, data: { n: 1, entryId: 'e' } });
    await refreshPoolProfile(em, person.candidateId, gateway.clock.now);
  });
  const id = await gateway.introduction(person, 'asked');
  const fields = { action: 'introduction.decline', introduction: id, exclude: 'yes' };
  for (let times = 0; times < 2; times += 1) await gateway.submit(`/c/${person.token}`, fields);
  const [row] = await gateway.rows<{ excluded: string[] }>(
    'select excluded_company_ids as excluded from pool_profile where candidate_id = ?',
    [person.candidateId],
  );
  expect(row?.excluded).toEqual([gateway.aoba.id]);
});

it('only the first answer counts, even when answers arrive concurrently', async () => {
  const person = await gateway.person();
  const id = await gateway.introduction(person, 'asked');
  await Promise.all(
    ['introduction.accept', 'introduction.decline', 'introduction.accept'].map((action) =>
      gateway.submit(`/c/${person.token}`, { action, introduction: id }),
    ),
  );
  expect(await gateway.factsOf(id)).toHaveLength(2);
});

it('nobody can answer for another person, or a question that was not asked', async () => {
  const [person, other] = [await gateway.person(), await gateway.person()];
  const [asked, matched] = [await gateway.introduction(person, 'asked'), await gateway.introduction(other, 'matched')];
  await gateway.submit(`/c/${other.token}`, { action: 'introduction.accept', introduction: asked });
  await gateway.submit(`/c/${other.token}`, { action: 'introduction.accept', introduction: matched });
  await gateway.submit(`/c/${person.token}`, { action: 'introduction.stop', introduction: asked });
  expect(await kindsOf(asked)).toEqual(['candidate.asked']);
  expect(await kindsOf(matched)).toEqual([]);
  const refused = await gateway.submit(`/c/${person.token}`, { action: 'introduction.accept', introduction: 'x' });
  expect(refused.status).toBe(422);
});

it('an ending introduction is no longer shown, and a late yes changes nothing', async () => {
  const person = await gateway.person();
  const id = await gateway.introduction(person, 'asked');
  await withRelay(gateway.orm, async (em) => {
    const row = await em.findOneOrFail(Introduction, { id });
    const kind = 'introduction.ending';
    await appendIntroductionFact(em, row, {
      kind,
      at: gateway.clock.now,
      data: { ended: 'no_answer' },
      dedupeKey: kind,
    });
  });
  expect(await page(person.token)).not.toContain('ご紹介してよいか');
  await gateway.submit(`/c/${person.token}`, { action: 'introduction.accept', introduction: id });
  expect(await kindsOf(id)).not.toContain('candidate.accepted');
});

it('shows who received what and when; after a stop, the receiver no longer sees the person', async () => {
  const person = await gateway.person();
  const id = await gateway.introduction(person, 'accepted');
  const shown = await page(person.token);
  expect(shown).toContain('株式会社aoba（2026年11月24日にお渡ししました）');
  expect(shown).toContain('お渡しした項目：お名前、メールアドレス、到達した選考段階');
  for (let times = 0; times < 2; times += 1) {
    await gateway.submit(`/c/${person.token}`, { action: 'introduction.stop', introduction: id });
  }
  expect((await kindsOf(id)).filter((kind) => kind === 'candidate.stopped_use')).toHaveLength(1);
  expect(await page(person.token)).toContain('利用の停止を求めました');
  const view = await gateway.request(`/v1/introductions/${id}`, {}, gateway.aoba.key);
  expect(await view.json()).toMatchObject({ person: null, use_stopped_at: gateway.clock.now.toISOString() });
});

it('after an erasure, the page still says who received what, and offers nothing else', async () => {
  const person = await gateway.person();
  await gateway.introduction(person, 'accepted');
  await gateway.rows('update candidate set erased_at = now() where id = ?', [person.candidateId]);
  const shown = await page(person.token);
  expect(shown).toContain('データを削除しました');
  expect(shown).toContain('株式会社aoba（2026年11月24日にお渡ししました）');
  expect(shown).not.toContain('<form');
});

it('withdrawing relay consent ends open questions at once, and leaves accepted introductions alone', async () => {
  const person = await gateway.person();
  const [accepted, asked] = [
    await gateway.introduction(person, 'accepted'),
    await gateway.introduction(person, 'asked'),
  ];
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await gateway.submit(`/c/${person.token}`, { action: 'relay.withdraw' });
  expect(await kindsOf(asked)).toContain('candidate.withdrew');
  expect(await kindsOf(accepted)).not.toContain('candidate.withdrew');
  expect(await page(person.token)).not.toContain('ご紹介してよいか');
});

it('declining the relay on a stale page withdraws a consent given since, and ends open questions', async () => {
  const person = await gateway.person();
  await gateway.submit(`/c/${person.token}`, { action: 'relay.grant' });
  const asked = await gateway.introduction(person, 'asked');
  await gateway.submit(`/c/${person.token}`, { action: 'follow_up.decline' });
  expect(await kindsOf(asked)).not.toContain('candidate.withdrew');
  await gateway.submit(`/c/${person.token}`, { action: 'relay.decline' });
  expect(await kindsOf(asked)).toContain('candidate.withdrew');
});

it.each(['accepted', 'closed'])(
  'erasure makes the receiver of an %s introduction stop; only provision records keep the name',
  async (state) => {
    const person = await gateway.person();
    const id = await gateway.introduction(person, 'accepted');
    if (state === 'closed') {
      await gateway.rows("update introduction set state = 'closed', ended = 'hired' where id = ?", [id]);
    }
    await gateway.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
    expect(await kindsOf(id)).toContain('candidate.stopped_use');
    const view = (await (await gateway.request(`/v1/introductions/${id}`, {}, gateway.aoba.key)).json()) as object;
    expect(view).toMatchObject({ person: null, use_stopped_at: gateway.clock.now.toISOString() });
    const [record] = await gateway.rows<{ person: string }>(
      "select person from provision_record where introduction_id = ? and side = 'provider'",
      [id],
    );
    expect(record?.person).toBe('髙橋 美咲');
  },
);

it.each([
  ['accepted', ['エンジニア']],
  ['asked', ['エンジニア']],
  // The placement ledger lists those who were asked.
  ['matched', []],
] as const)('an erasure deletes the profile of an introduction that was %s', async (state, jobCategories) => {
  const person = await gateway.person();
  const id = await gateway.introduction(person, state);
  await gateway.rows(
    `update introduction set state = 'closed', ended = 'withdrawn', score_parts = '{"skills": 1}',
       profile = profile || '{"orientations": ["リモート"], "job_categories": ["エンジニア"]}' where id = ?`,
    [id],
  );
  await gateway.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
  const [row] = await gateway.rows('select profile, score_parts from introduction where id = ?', [id]);
  const profile = { skills: [], regions: [], orientations: [], job_categories: jobCategories, last_stage: 'interview' };
  expect(row).toEqual({ profile, score_parts: {} });
});
