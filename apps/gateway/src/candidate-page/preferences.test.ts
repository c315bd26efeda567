import { randomUUID } from 'node:crypto';
import { Position, withCompany } from '@goen/case-store';
import { recordFacts } from '@goen/cases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageFixture, startPageFixture } from '../testing/candidate-page-fixture.ts';
import { someday } from '../testing/gateway-fixture.ts';

let gateway: PageFixture;
beforeAll(async () => {
  gateway = await startPageFixture();
});
afterAll(() => gateway.close());

type Person = Awaited<ReturnType<PageFixture['person']>>;
type CaseBody = { next_step: string; preferences: unknown; consents: unknown };
const readCase = async ({ caseId }: Person) =>
  (await (await gateway.request(`/v1/cases/${caseId}`)).json()) as CaseBody;
const readPage = async ({ token }: Person, lang = 'ja') => (await gateway.open(`/c/${token}?lang=${lang}`)).text();
const openPosition = async (...required: { kind: string; value: string }[]) => {
  const response = await gateway.post('/v1/positions', { title: `求人${randomUUID()}`, required });
  expect(response.status).toBe(201);
};
/** The result mail is out, so that follow-ups are what comes next. */
const answer = async ({ caseId }: Person) =>
  withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: someday },
      {
        caseId,
        facts: ({ file }) => {
          const ids = file.facts.flatMap((fact) => (fact.kind === 'rejection.reported' ? [fact.data.rejectionId] : []));
          const data = { n: 1, mail: 'rejection' as const, rejectionIds: ids, messageId: 'm', date: '2026-11-24' };
          return { kind: 'mail.sent', at: someday, data };
        },
      },
    ),
  );

test('a person chooses how often and what about; page, case and next step say the same', async () => {
  await openPosition({ kind: 'job_category', value: '法務' });
  const person = await gateway.person();
  await answer(person);
  expect(await readCase(person)).toMatchObject({
    next_step: 'first_follow_up',
    preferences: { frequency: 'half_yearly', job_categories: [], only_openings: false },
  });
  expect(await readPage(person)).toContain('法務');
  const form = { action: 'preferences', frequency: 'yearly', 'category.0': 'job_category:legal' };
  for (const times of [1, 2]) {
    const response = await gateway.submit(`/c/${person.token}`, form);
    expect([times, response.status]).toEqual([times, 303]);
  }
  const facts = await gateway.decided(person);
  expect(facts.slice(1)).toMatchObject([
    {
      kind: 'preferences.set',
      data: { frequency: 'yearly', jobCategories: ['job_category:legal'], onlyOpenings: false },
    },
  ]);
  expect(await readCase(person)).toMatchObject({
    next_step: 'second_follow_up',
    preferences: { frequency: 'yearly', job_categories: ['job_category:legal'], only_openings: false },
  });
  const page = await readPage(person, 'en');
  expect(page).toMatch(/value="yearly" checked/);
  expect(page).toMatch(/value="job_category:legal" checked> Legal/);
});

test('only openings: the mail is planned when a wanted position opens, and names those alone', async () => {
  await withCompany(gateway.orm, gateway.hinode.id, (em) => em.nativeUpdate(Position, {}, { state: 'closed' }));
  await openPosition({ kind: 'job_category', value: '経理' });
  const person = await gateway.person();
  await answer(person);
  const form = {
    action: 'preferences',
    frequency: 'half_yearly',
    only_openings: 'yes',
    'category.0': 'job_category:accounting',
  };
  await gateway.submit(`/c/${person.token}`, form);
  expect(await readCase(person)).toMatchObject({ next_step: 'second_follow_up' });
  await withCompany(gateway.orm, gateway.hinode.id, (em) => em.nativeUpdate(Position, {}, { state: 'closed' }));
  await openPosition({ kind: 'job_category', value: '法務' });
  await gateway.submit(`/c/${person.token}`, { ...form, frequency: 'yearly' });
  expect(await readCase(person)).toMatchObject({ next_step: 'opening' });
  const before = await gateway.nudges(person.caseId);
  await openPosition({ kind: 'job_category', value: '経理' });
  expect(await gateway.nudges(person.caseId)).toBe(before + 1);
});

test('a category that was not offered is not chosen, and an unknown frequency is refused', async () => {
  const person = await gateway.person();
  await gateway.submit(`/c/${person.token}`, {
    action: 'preferences',
    frequency: 'yearly',
    'category.0': 'job_category:none-of-theirs',
  });
  expect((await gateway.decided(person)).map(({ data }) => data)).toMatchObject([{ jobCategories: [] }]);
  const refused = await gateway.submit(`/c/${person.token}`, { action: 'preferences', frequency: 'daily' });
  expect(refused.status).toBe(422);
});

test('undoing an unsubscription brings follow-ups back by a consent to the shown text', async () => {
  const person = await gateway.person();
  await answer(person);
  expect(await readPage(person)).not.toContain('resubscribe');
  await gateway.submit(`/c/${person.token}`, { action: 'resubscribe' });
  await gateway.submit(`/u/${person.token}`, {});
  expect(await readPage(person)).toContain('停止を取り消し');
  for (const times of [1, 2]) {
    const response = await gateway.submit(`/c/${person.token}`, { action: 'resubscribe' });
    expect([times, response.status]).toEqual([times, 303]);
  }
  const facts = (await gateway.decided(person)).filter(({ kind }) => kind !== 'mail.sent');
  expect(facts.map(({ kind }) => kind)).toEqual(['mail.unsubscribed', 'consent.granted']);
  expect(facts[1]?.data).toMatchObject({
    consent: 'follow_up',
    evidence: { method: 'page', textVersion: 'resubscribe-ja-2026-11', locale: 'ja' },
  });
  expect(await readPage(person)).not.toContain('ご案内メールは止まっています。');
});

test.each(['mail.bounced', 'mail.complained'] as const)('nothing undoes %s', async (kind) => {
  const person = await gateway.person();
  await withCompany(gateway.orm, gateway.hinode.id, (em) =>
    recordFacts(
      { em, now: someday },
      { caseId: person.caseId, facts: { kind, at: someday, data: { messageId: null } } },
    ),
  );
  await gateway.submit(`/c/${person.token}`, { action: 'unsubscribe' });
  expect(await readPage(person)).toContain('このページから再開することはできません');
  await gateway.submit(`/c/${person.token}`, { action: 'resubscribe' });
  expect((await gateway.decided(person)).map((fact) => fact.kind)).toEqual([kind, 'mail.unsubscribed']);
});
