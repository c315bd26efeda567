import { Introduction, withCompany, withRelay } from '@goen/case-store';
import { refreshProfile } from '@goen/cases';
import { appendIntroductionFact } from '@goen/relay';
import { seedFacts } from '@goen/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startIntroductionBench } from '../testing/introduction-fixture.ts';
import { introductionText } from './consent-texts.ts';

let bench: Awaited<ReturnType<typeof startIntroductionBench>>;
beforeAll(async () => {
  bench = await startIntroductionBench();
});
afterAll(() => bench.close());

const kindsOf = async (id: string) => (await bench.factsOf(id)).map(({ kind }) => kind);
const page = async (token: string) => (await bench.open(`/c/${token}?lang=ja`)).text();

it.each([
  ['introduction.accept', 'candidate.accepted', 'ご紹介を進めます'],
  ['introduction.decline', 'candidate.declined', 'ご紹介しません'],
])('%s is recorded once, with the very text that was shown, and wakes the introduction', async (action, kind, said) => {
  const person = await bench.person();
  const id = await bench.introduction(person, 'asked');
  const before = await bench.wakes(id);
  const shown = await page(person.token);
  expect(shown).toContain('株式会社aobaの「決済エンジニア」に、あなたをご紹介してよいか');
  expect(shown).toContain('Payments &amp; &lt;more&gt;');
  for (let times = 0; times < 2; times += 1) {
    const answer = await bench.submit(`/c/${person.token}?lang=ja`, { action, introduction: id });
    expect(answer.status).toBe(303);
    expect(await (await bench.open(answer.headers.get('location') ?? '')).text()).toContain(said);
  }
  const asked = { referrer: '株式会社hinode', receiver: '株式会社aoba', position: '決済エンジニア' };
  const { version, hash } = introductionText('ja', asked);
  const facts = await bench.factsOf(id);
  expect(facts.slice(1)).toEqual([
    { kind, data: { evidence: { method: 'page', textVersion: version, textHash: hash, locale: 'ja' } } },
  ]);
  expect(await bench.wakes(id)).toBe(before + 1);
  expect(await page(person.token)).not.toContain('ご紹介してよいか');
});

it('a no may be for good: the company never finds the person again', async () => {
  const person = await bench.person();
  await bench.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await withCompany(bench.orm, bench.hinode.id, async (em) => {
    const of = { id: person.caseId, companyId: bench.hinode.id, candidateId: person.candidateId };
    await seedFacts(em, of, { kind: 'referral.made', at: bench.clock.now, data: { n: 1, entryId: 'e' } });
    await refreshProfile(em, person.candidateId, bench.clock.now);
  });
  const id = await bench.introduction(person, 'asked');
  const fields = { action: 'introduction.decline', introduction: id, exclude: 'yes' };
  for (let times = 0; times < 2; times += 1) await bench.submit(`/c/${person.token}`, fields);
  const [row] = await bench.rows<{ excluded: string[] }>(
    'select excluded_company_ids as excluded from pool_profile where candidate_id = ?',
    [person.candidateId],
  );
  expect(row?.excluded).toEqual([bench.aoba.id]);
});

it('an answer is the first one for ever, also when both come at once', async () => {
  const person = await bench.person();
  const id = await bench.introduction(person, 'asked');
  await Promise.all(
    ['introduction.accept', 'introduction.decline', 'introduction.accept'].map((action) =>
      bench.submit(`/c/${person.token}`, { action, introduction: id }),
    ),
  );
  expect(await bench.factsOf(id)).toHaveLength(2);
});

it('nobody answers for another, nor what was not asked', async () => {
  const [person, other] = [await bench.person(), await bench.person()];
  const [asked, matched] = [await bench.introduction(person, 'asked'), await bench.introduction(other, 'matched')];
  await bench.submit(`/c/${other.token}`, { action: 'introduction.accept', introduction: asked });
  await bench.submit(`/c/${other.token}`, { action: 'introduction.accept', introduction: matched });
  await bench.submit(`/c/${person.token}`, { action: 'introduction.stop', introduction: asked });
  expect(await kindsOf(asked)).toEqual(['candidate.asked']);
  expect(await kindsOf(matched)).toEqual([]);
  const refused = await bench.submit(`/c/${person.token}`, { action: 'introduction.accept', introduction: 'x' });
  expect(refused.status).toBe(422);
});

it('what is ending is asked no longer, and a yes that comes now changes nothing', async () => {
  const person = await bench.person();
  const id = await bench.introduction(person, 'asked');
  await withRelay(bench.orm, async (em) => {
    const row = await em.findOneOrFail(Introduction, { id });
    const kind = 'introduction.ending';
    await appendIntroductionFact(em, row, { kind, at: bench.clock.now, data: { ended: 'no_answer' }, dedupeKey: kind });
  });
  expect(await page(person.token)).not.toContain('ご紹介してよいか');
  await bench.submit(`/c/${person.token}`, { action: 'introduction.accept', introduction: id });
  expect(await kindsOf(id)).not.toContain('candidate.accepted');
});

it('who received what, and when, is shown; each can be asked to stop, and reads no longer here who it is', async () => {
  const person = await bench.person();
  const id = await bench.introduction(person, 'accepted');
  const shown = await page(person.token);
  expect(shown).toContain('株式会社aoba（2026年11月24日にお渡ししました）');
  expect(shown).toContain('お渡しした項目：お名前、メールアドレス、到達した選考段階');
  for (let times = 0; times < 2; times += 1) {
    await bench.submit(`/c/${person.token}`, { action: 'introduction.stop', introduction: id });
  }
  expect((await kindsOf(id)).filter((kind) => kind === 'candidate.stopped_use')).toHaveLength(1);
  expect(await page(person.token)).toContain('利用の停止を求めました');
  const view = await bench.request(`/v1/introductions/${id}`, {}, bench.aoba.key);
  expect(await view.json()).toMatchObject({ person: null, use_stopped_at: bench.clock.now.toISOString() });
});

it('withdrawing the relay consent ends what is asked at once, and takes nothing back of what was handed over', async () => {
  const person = await bench.person();
  const [accepted, asked] = [await bench.introduction(person, 'accepted'), await bench.introduction(person, 'asked')];
  await bench.submit(`/c/${person.token}`, { action: 'relay.grant' });
  await bench.submit(`/c/${person.token}`, { action: 'relay.withdraw' });
  expect(await kindsOf(asked)).toContain('candidate.withdrew');
  expect(await kindsOf(accepted)).not.toContain('candidate.withdrew');
  expect(await page(person.token)).not.toContain('ご紹介してよいか');
});

it('a no to the relay from a page that is older than the yes withdraws it, also from what is asked', async () => {
  const person = await bench.person();
  await bench.submit(`/c/${person.token}`, { action: 'relay.grant' });
  const asked = await bench.introduction(person, 'asked');
  await bench.submit(`/c/${person.token}`, { action: 'follow_up.decline' });
  expect(await kindsOf(asked)).not.toContain('candidate.withdrew');
  await bench.submit(`/c/${person.token}`, { action: 'relay.decline' });
  expect(await kindsOf(asked)).toContain('candidate.withdrew');
});

it.each(['accepted', 'closed'])(
  'an erasure has the receiver of an %s introduction stop; only records keep a name',
  async (state) => {
    const person = await bench.person();
    const id = await bench.introduction(person, 'accepted');
    if (state === 'closed') {
      await bench.rows("update introduction set state = 'closed', ended = 'hired' where id = ?", [id]);
    }
    await bench.submit(`/c/${person.token}`, { action: 'erase', confirm: 'yes' });
    expect(await kindsOf(id)).toContain('candidate.stopped_use');
    const view = (await (await bench.request(`/v1/introductions/${id}`, {}, bench.aoba.key)).json()) as object;
    expect(view).toMatchObject({ person: null, use_stopped_at: bench.clock.now.toISOString() });
    const [record] = await bench.rows<{ person: string }>(
      "select person from provision_record where introduction_id = ? and side = 'provider'",
      [id],
    );
    expect(record?.person).toBe('髙橋 美咲');
  },
);
